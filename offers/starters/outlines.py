"""What a good document of each kind says, in which order: the programme's needs as headings and hints."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offers.diagram import DiagramPoint
from offers.models import DocumentKind


@dataclass(frozen=True, slots=True)
class Section:
    heading: Promise | str
    hints: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """``note`` says what the document is for and what is checked about it."""

    title: Promise | str
    note: Promise
    sections: tuple[Section, ...]


OUTLINES: dict[str, Outline] = {
    DocumentKind.CUSTOMER_ONE_PAGER: Outline(
        DocumentKind.CUSTOMER_ONE_PAGER.label,
        _(
            "For customers, given to them by Microsoft's sellers. One or two pages are best; ten are the most."
        ),
        (
            Section(
                _("What it is, in one sentence"),
                (_("Name the offer as it is named in the marketplace, and whom it is for."),),
            ),
            Section(
                _("The customer's problem"),
                (_("Describe it in the customer's words, with a figure where you have one."),),
            ),
            Section(
                _("How it helps"),
                (
                    _("Three benefits at most, each with what changes for the customer."),
                    _("Say which Microsoft products it works with, and what they add."),
                ),
            ),
            Section(
                _("Proof"),
                (_("A customer's result with a figure. Name customers only with their consent."),),
            ),
            Section(
                _("Next step"),
                (_("The marketplace link, the landing page, and a person with an e-mail address."),),
            ),
        ),
    ),
    DocumentKind.CUSTOMER_PRESENTATION: Outline(
        DocumentKind.CUSTOMER_PRESENTATION.label,
        _("For a first talk with a customer: ten slides or fewer, readable without a speaker."),
        (
            Section(_("Who we are"), (_("Your company, your market and your experience in it."),)),
            Section(_("The customer's problem"), (_("What it costs today, and why now."),)),
            Section(_("The solution"), (_("What it does, shown on one picture or screen."),)),
            Section(
                _("Why together with Microsoft"),
                (
                    _("Which Microsoft products it runs on or works with."),
                    _("What the customer gains by that."),
                ),
            ),
            Section(_("A customer's result"), (_("Before and after, with figures and with consent."),)),
            Section(_("Price and way to buy"), (_("The marketplace offer, its plans and a trial."),)),
            Section(_("Next step"), (_("What you propose, who does it and by when."),)),
        ),
    ),
    DocumentKind.CUSTOMER_CASE_STUDY: Outline(
        DocumentKind.CUSTOMER_CASE_STUDY.label,
        _("One customer's story, which counts as supporting material. Ask the customer for consent first."),
        (
            Section(_("The customer"), (_("Name, country, industry and size."),)),
            Section(_("The situation"), (_("What was wrong, and what it cost."),)),
            Section(_("The solution"), (_("What was put in place, by whom, on which Microsoft products."),)),
            Section(_("The outcome"), (_("Results with figures, and since when."),)),
            Section(_("In the customer's words"), (_("A sentence, with the person's name and role."),)),
        ),
    ),
    DocumentKind.CUSTOMER_WINS: Outline(
        DocumentKind.CUSTOMER_WINS.label,
        _("A list of customers that a reviewer can verify. Ask each of them for consent first."),
        (
            Section(
                _("First customer"),
                (
                    _("Name, country, the month of going live, what they use it for."),
                    _("Something public that proves it: a press release, a page, a reference."),
                ),
            ),
            Section(_("Second customer"), (_("The same four facts."),)),
            Section(_("Third customer"), (_("The same four facts."),)),
        ),
    ),
    DocumentKind.CHANNEL_PITCH_DECK: Outline(
        DocumentKind.CHANNEL_PITCH_DECK.label,
        _("For Microsoft's sellers and for resellers: when to bring it up, and what they gain."),
        (
            Section(_("In one sentence"), (_("What it is, whom it is for, what it replaces."),)),
            Section(
                _("When to bring it up"),
                (_("The customers to look for, and the question that opens the talk."),),
            ),
            Section(_("What the seller gains"), (_("Azure consumption, licences, a stronger account."),)),
            Section(_("How we sell together"), (_("Who calls, who demonstrates, who signs."),)),
            Section(_("Answers to objections"), (_("The three that come most often."),)),
            Section(_("Whom to call"), (_("Your sales contacts by country."),)),
        ),
    ),
    DocumentKind.ARCHITECTURE_DIAGRAM: Outline(
        _("Checklist for the architecture diagram"),
        _(
            "A reviewer reads from the diagram how much of the infrastructure runs on Azure: more than half of it "
            "must. Draw it in any program and upload it as PDF, PNG, JPEG or a presentation."
        ),
        tuple(Section(point.label) for point in DiagramPoint),
    ),
}
