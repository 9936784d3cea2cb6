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


PLANS: dict[str, tuple[Step, ...]] = {
    "draft": (),
    "live": (live,),
    "queued": (live, materials, Scene.lately, Scene.publish),
    "new_in_queue": (materials, Scene.lately, Scene.publish),
    "in_review": (
        materials,
        Scene.upload_diagram,
        Scene.lately,
        Scene.publish,
        Scene.take,
        lambda scene: scene.approve(leave=2),
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
    "specialist_in_progress": (live, Scene.lately, Scene.ask_specialist, Scene.take_request),
    "specialist_completed": (specialist_done,),
    "specialist_declined": (live, Scene.ask_specialist, Scene.take_request, Scene.decline_request),
    "specialist_incentivized": (specialist_done, diagram_reviewed),
    "specialist_diagram_short": (specialist_done, diagram_reviewed),
}
