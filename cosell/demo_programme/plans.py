"""The plans: how far an offer has come, as the steps that brought it there."""

from collections.abc import Callable

from cosell.demo_programme.scene import Scene

Step = Callable[[Scene], object]


def reviewed(scene: Scene, *, except_for: str = "", reason: str = "") -> None:
    """A reviewer takes what lies in the queue, gives the verdicts and decides."""
    scene.take()
    scene.approve(except_for=except_for, reason=reason)
    scene.decide()


def materials(scene: Scene) -> None:
    scene.describe()
    scene.add_contacts()
    scene.upload_materials()


def diagram_reviewed(scene: Scene) -> None:
    scene.upload_diagram()
    scene.publish()
    scene.later(2)
    reviewed(scene)


def ready(scene: Scene) -> None:
    materials(scene)
    scene.later(1)
    scene.publish()
    scene.later(3)
    reviewed(scene)
    scene.later(5)


def live(scene: Scene) -> None:
    scene.publish()
    scene.later(2)
    reviewed(scene)
    scene.later(3)


def specialist_done(scene: Scene) -> None:
    live(scene)
    scene.ask_specialist()
    scene.later(2)
    scene.take_request()
    scene.later(5)
    scene.complete_request()
    scene.later(4)


def almost_reviewed(scene: Scene) -> None:
    """On a reviewer's desk, with remarks on its pages and two verdicts to be given."""
    materials(scene)
    scene.upload_diagram()
    scene.lately()
    scene.publish(note="The diagram shows the state after the summer's move.")
    scene.take()
    scene.comment("customer_one_pager", "Ask for a figure here: how many customers?", at=(30, 36))
    scene.comment(
        "customer_one_pager", "Please name the source of this figure.", at=(62, 52), for_partner=True
    )
    scene.comment("architecture_diagram", "Does this box run on Azure, or beside it?", at=(48, 40))
    scene.note(
        "Their earlier diagram had the batch jobs on their own site. Compare before you type the share."
    )
    scene.approve(leave=2)


def sent_back_for_consent(scene: Scene) -> None:
    materials(scene)
    scene.publish()
    reviewed(
        scene, except_for="customer_case_study", reason="We need the consent of the customer who is named."
    )


def specialist_at_work(scene: Scene) -> None:
    """Taken, a word said by each side, and the diagram handed in through the request."""
    live(scene)
    scene.lately()
    scene.ask_specialist()
    scene.take_request()
    scene.say_about_request(
        "Welcome. An architecture diagram would be the best start: can you hand one in here?"
    )
    scene.upload_diagram()
    scene.provide_documents()


def specialist_asks(scene: Scene) -> None:
    live(scene)
    scene.lately()
    scene.ask_specialist()
    scene.take_request()
    scene.ask_about_request()


PLANS: dict[str, tuple[Step, ...]] = {
    "draft": (),
    "live": (live,),
    "queued": (live, materials, Scene.lately, Scene.publish),
    "new_in_queue": (materials, Scene.lately, Scene.publish),
    "in_review": (almost_reviewed,),
    "handed_over": (
        almost_reviewed,
        lambda scene: scene.hand_over(
            "I am away from tomorrow. Only the diagram and the case study are left."
        ),
    ),
    "question": (
        materials,
        Scene.lately,
        Scene.publish,
        Scene.take,
        lambda scene: scene.approve(leave=2),
        lambda scene: scene.ask("In which region are the ledgers kept? The one-pager names two."),
    ),
    "to_confirm": (materials, Scene.upload_diagram, Scene.lately, Scene.publish, reviewed),
    "appealed": (
        materials,
        Scene.upload_diagram,
        Scene.lately,
        Scene.publish,
        lambda scene: reviewed(
            scene,
            except_for="customer_presentation",
            reason="Slide 4 names a customer. Show us the consent, or leave the name out.",
        ),
        lambda scene: scene.appeal(
            "The customer has agreed in writing; the letter is on page 3 of the same file."
        ),
    ),
    "reopened": (
        materials,
        Scene.lately,
        Scene.publish,
        reviewed,
        lambda scene: scene.reopen(
            "We had the case study of another product on the screen. We look again today."
        ),
    ),
    "resubmitted": (
        sent_back_for_consent,
        Scene.lately,
        Scene.upload_new_case_study,
        lambda scene: scene.publish(note="With the consent, and another customer."),
    ),
    "sent_back": (
        materials,
        Scene.upload_diagram,
        Scene.publish,
        lambda scene: reviewed(
            scene,
            except_for="customer_presentation",
            reason="Slide 4 names a customer. Show us the consent, or leave the name out.",
        ),
    ),
    "withdrawn": (materials, Scene.publish, Scene.withdraw),
    "refused_file": (live, Scene.describe, Scene.add_contacts, Scene.upload_too_long),
    "ready": (ready,),
    "diagram_in_queue": (ready, Scene.lately, Scene.upload_diagram, Scene.publish),
    "incentivized": (ready, diagram_reviewed),
    "short_on_azure": (ready, diagram_reviewed),
    "lost_contact": (ready, Scene.remove_a_contact),
    "stopped": (ready, diagram_reviewed, Scene.stop_selling),
    "specialist_open": (live, Scene.lately, Scene.ask_specialist),
    "specialist_in_progress": (specialist_at_work,),
    "specialist_asks": (specialist_asks,),
    "specialist_completed": (specialist_done,),
    "specialist_declined": (live, Scene.ask_specialist, Scene.take_request, Scene.decline_request),
    "specialist_incentivized": (specialist_done, diagram_reviewed),
    "specialist_diagram_short": (specialist_done, diagram_reviewed),
}
