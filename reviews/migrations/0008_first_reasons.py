"""The reasons that a new installation begins with; and the words of what was sent back before they could be edited."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ANY_DOCUMENT = [
    "customer_one_pager",
    "customer_presentation",
    "customer_case_study",
    "customer_wins",
    "channel_pitch_deck",
    "architecture_diagram",
    "other",
]
OF_DOCUMENTS = ["required_documents", "supporting_material", "architecture_diagram"]

# code, sentence in English, in French, what it is about, the rules it rests on
FIRST = (
    (
        "publishing_description",
        "The description does not say what the offer does. Describe what a customer gets.",
        "La description ne dit pas ce que fait l'offre. Décrivez ce qu'elle apporte au client.",
        ["publishing"],
        ["offer_published"],
    ),
    (
        "publishing_profile",
        "The business profile is incomplete or does not match the organisation. Correct it, then publish again.",
        "Le profil métier est incomplet ou ne correspond pas à l'organisation. Corrigez-le, puis publiez de nouveau.",
        ["publishing"],
        ["business_profile_complete"],
    ),
    (
        "publishing_countries",
        "The offer cannot be sold in some of the countries chosen. Check the list of countries.",
        "L'offre ne peut pas être vendue dans certains des pays choisis. Vérifiez la liste des pays.",
        ["publishing"],
        ["offer_published"],
    ),
    (
        "publishing_policy",
        "The offer does not meet the marketplace's publishing requirements.",
        "L'offre ne répond pas aux exigences de publication de la Place de marché.",
        ["publishing"],
        ["offer_published"],
    ),
    (
        "listing_mismatch",
        "The listing details do not fit the offer. Choose the platforms and solution areas that it really serves.",
        "Les détails de la fiche ne correspondent pas à l'offre. Choisissez les plateformes et les domaines de solution qu'elle couvre réellement.",
        ["listing"],
        ["listing_complete"],
    ),
    (
        "listing_incomplete",
        "The listing details are incomplete. Fill in every field.",
        "Les détails de la fiche sont incomplets. Renseignez tous les champs.",
        ["listing"],
        ["listing_complete"],
    ),
    (
        "link_unreachable",
        "A link does not open. Check the address; it must open without signing in.",
        "Un lien ne s'ouvre pas. Vérifiez l'adresse ; la page doit s'ouvrir sans connexion à un compte.",
        ["links"],
        ["landing_page_url", "supporting_material"],
    ),
    (
        "landing_page_general",
        "The landing page does not describe the offer. Link to the page about this solution.",
        "La page d'arrivée ne décrit pas l'offre. Indiquez le lien de la page consacrée à cette solution.",
        ["links"],
        ["landing_page_url"],
    ),
    (
        "social_channel_unrelated",
        "The social media channel is not about the solution or its publisher.",
        "Le canal de réseau social ne porte ni sur la solution ni sur son éditeur.",
        ["links"],
        ["supporting_material"],
    ),
    (
        "contact_unreachable",
        "A contact cannot be reached at the address given. Correct it or name somebody else.",
        "Un contact n'est pas joignable à l'adresse indiquée. Corrigez-la ou désignez une autre personne.",
        ["contacts"],
        ["sales_contact_per_country"],
    ),
    (
        "contact_not_sales",
        "A sales contact does not work in sales. Name somebody who can work on deals with Microsoft's sellers.",
        "Un contact commercial ne travaille pas dans la vente. Désignez une personne qui puisse travailler sur des affaires avec les vendeurs Microsoft.",
        ["contacts"],
        ["sales_contact_per_country"],
    ),
    (
        "contact_shared_mailbox",
        "A contact is a shared mailbox. Name a person for each eligible country.",
        "Un contact est une boîte aux lettres partagée. Désignez une personne pour chaque pays éligible.",
        ["contacts"],
        ["sales_contact_per_country"],
    ),
    (
        "document_other_solution",
        "The document describes another solution. Hand in the one about this offer.",
        "Le document décrit une autre solution. Remettez celui qui porte sur cette offre.",
        ANY_DOCUMENT,
        OF_DOCUMENTS,
    ),
    (
        "document_unreadable",
        "Text or pictures cannot be read. Export the document again with a higher resolution.",
        "Le texte ou les images sont illisibles. Exportez de nouveau le document dans une meilleure résolution.",
        ANY_DOCUMENT,
        OF_DOCUMENTS,
    ),
    (
        "document_wrong_kind",
        "This is not the kind of document that belongs here. Hand it in under its own heading.",
        "Ce n'est pas le type de document attendu ici. Remettez-le sous sa propre rubrique.",
        ANY_DOCUMENT,
        OF_DOCUMENTS,
    ),
    (
        "document_not_for_customers",
        "The document is not written for customers: it holds internal remarks, prices or drafts.",
        "Le document ne s'adresse pas aux clients : il contient des remarques internes, des prix ou des brouillons.",
        ["customer_one_pager", "customer_presentation", "customer_case_study", "customer_wins", "channel_pitch_deck"],
        ["required_documents", "supporting_material"],
    ),
    (
        "document_outdated",
        "The document is out of date. Use current product names and figures.",
        "Le document n'est plus à jour. Utilisez les noms de produits et les chiffres actuels.",
        ANY_DOCUMENT,
        OF_DOCUMENTS,
    ),
    (
        "customer_not_verifiable",
        "The customer cannot be verified. Name the customer and a result that can be checked.",
        "Le client ne peut pas être vérifié. Nommez le client et un résultat vérifiable.",
        ["customer_case_study", "customer_wins"],
        ["required_documents", "supporting_material"],
    ),
    (
        "customer_without_consent",
        "A customer is named who does not seem to have agreed. Remove the name or confirm the consent.",
        "Un client est cité sans avoir, semble-t-il, donné son accord. Retirez son nom ou confirmez son accord.",
        ["customer_one_pager", "customer_presentation", "customer_case_study", "customer_wins"],
        ["required_documents", "supporting_material"],
    ),
    (
        "diagram_no_azure_share",
        "The diagram does not show what runs on Azure and what does not. Mark the boundary of each platform.",
        "Le diagramme ne montre pas ce qui s'exécute sur Azure et ce qui s'exécute ailleurs. Délimitez chaque plateforme.",
        ["architecture_diagram"],
        ["azure_infrastructure"],
    ),
    (
        "diagram_services_missing",
        "The diagram leaves out cloud services that host the offer or that it calls. Name each of them.",
        "Le diagramme omet des services cloud qui hébergent l'offre ou qu'elle appelle. Nommez chacun d'eux.",
        ["architecture_diagram"],
        ["architecture_diagram"],
    ),
    (
        "diagram_data_missing",
        "The diagram does not show data connections, sign-in or user interfaces. Add them.",
        "Il manque au diagramme les connexions de données, la connexion des utilisateurs ou les interfaces utilisateur. Ajoutez-les.",
        ["architecture_diagram"],
        ["architecture_diagram"],
    ),
)


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    reason = apps.get_model("reviews", "Reason")
    names = ("code", "sentence_en", "sentence_fr", "about", "requirements")
    for number, values in enumerate(FIRST, start=1):
        row = dict(zip(names, values, strict=True))
        reason.objects.get_or_create(code=row.pop("code"), defaults={**row, "position": number * 10})


def keep_what_was_told(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Of every decision so far."""
    item = apps.get_model("reviews", "SubmissionItem")
    decided = item.objects.filter(submission__state="decided")
    for code, english, french, _about, rules in FIRST:
        told = {"en": english, "fr": french, "requirements": rules}
        decided.filter(reason_code=code).update(reason_told=told)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0007_reasons_comments_and_notes")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(keep_what_was_told, migrations.RunPython.noop),
    ]
