"""What became of it? A later sentence that calls something off settles the plan told before it (codebook, section 4).

"Blinken sollte nach Peking reisen, doch die Reise wurde verschoben": one happening, cancelled. Only words that name nobody
settle a plan here; where they name the parties again they are a mention of their own, which `merge` puts beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aktenlage.coding import status
from aktenlage.coding.triggers import Trigger

if TYPE_CHECKING:
    from aktenlage.coding.coder import Decision

# Sentences between a plan and the words that call it off.
REACH = 2
OPEN = ("planned", "hypothetical")


def settle(decisions: list[Decision], dropped: list[tuple[Trigger, str]], language: str) -> None:
    """Marks plans as cancelled in place where the report says so later, with the reason."""
    for trigger, _ in dropped:
        if status.stage(trigger, language).status != "cancelled":
            continue
        plan = _plan(decisions, trigger)
        if plan is not None:
            plan.stage.settle("cancelled", f'called off: "{trigger.token.text}"')
            plan.mention.status = "cancelled"
            if plan.mention.certainty == "possible":
                plan.mention.certainty = "certain"


def _plan(decisions: list[Decision], trigger: Trigger) -> Decision | None:
    """The last plan of that type before the words that call something off."""
    token = trigger.token
    for decision in reversed(decisions):
        other = decision.trigger.token
        if other.i >= token.i or decision.mention.type != trigger.frame.type:
            continue
        between = sum(1 for t in token.doc[other.i : token.i] if t.is_sent_start and t.i > other.i)
        return decision if between <= REACH and decision.stage.status in OPEN else None
    return None
