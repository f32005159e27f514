"""`python -m cases`: run the catalogue, show what is left, and end with the table; 1 where anything in it is not zero."""

import sys

import click

from cases.catalogue import all_cases
from cases.found import Found
from cases.lanes import run_all
from cases.outcome import Outcome
from cases.places import GROUPS, TABLE
from cases.table import as_markdown, as_text


@click.command()
@click.option("--group", default="", type=click.Choice(["", *GROUPS]), help="The cases of one group.")
@click.option("--case", "name", default="", help="One case by its folder's name, or some, as in `numpy_*`.")
@click.option("--lanes", default=2, show_default=True, help="How many at a time.")
@click.option("--new", is_flag=True, help="Only cases without a recorded report.")
@click.option("--write", is_flag=True, help="Record the reports as the expected ones, to be read before they are committed.")
def main(group: str, name: str, lanes: int, new: bool, write: bool) -> None:
    """Run the cases, each followed by its canary."""
    cases = [case for case in all_cases(group, name) if not (new and case.golden.is_file())]
    if not cases:
        sys.exit(f"There is no case {name!r} in the groups {group or ', '.join(GROUPS)}: look into tests/submissions.")
    found = Found()
    outcomes = [] if write or name else found.outcomes(case.name for case in cases)
    done = {outcome.case for outcome in outcomes}
    left = [case for case in cases if case.name not in done]
    if done:
        click.echo(f"{len(done)} cases were done before the last run was interrupted; {len(left)} are left.")
    for outcome in run_all(left, lanes, write):
        outcomes.append(outcome)
        found.add(outcome)
        _show(outcome, len(cases) - len(outcomes))
    found.forget()
    click.echo(as_text(outcomes))
    TABLE.write_text(as_markdown(outcomes))
    sys.exit(0 if all(outcome.good for outcome in outcomes) else 1)


def _show(outcome: Outcome, left: int) -> None:
    click.echo(f"{left:4} left  {'ok' if outcome.good else 'NOT OK':6}  {outcome.seconds:5.1f} s  {outcome.case}")
    for name in ("given", "withheld", "disturbed", "leaked", "unexpected", "left"):
        if value := getattr(outcome, name):
            click.echo(f"           {name}: {value}")


if __name__ == "__main__":
    main()
