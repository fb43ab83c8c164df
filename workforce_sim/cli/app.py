"""``workforce-sim app``: the planner's app in a browser, served on this computer alone."""

from __future__ import annotations

import click

from workforce_sim.app.addresses import LOOPBACK, PORT, check_free, is_loopback
from workforce_sim.cli.usage import WholeNumber


@click.command("app")
@click.option("--port", type=WholeNumber("1 to 65535"), default=PORT, show_default=True, help="Where it listens.")
@click.option("--host", default=LOOPBACK, show_default=True, help="0.0.0.0 lets everybody on the network in.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def command(port: int, host: str, no_browser: bool) -> None:
    """Open the planner's app: find your authority, move levers, compare, and take away what you find.

    It listens on this computer alone unless --host says otherwise, sends nothing anywhere and keeps nothing once it ends.
    Ctrl-C ends it.

    \b
    Example:
      workforce-sim app --port 8600
    """
    from workforce_sim.errors import needs_extra

    needs_extra("the app", "app", "streamlit", "altair", "vl_convert", "jinja2")
    check_free(host, port)
    if not is_loopback(host):
        click.echo(f"Warning: listening on {host}, so anyone on the network can open the app and see what it shows.", err=True)
    click.echo(f"The app is at http://localhost:{port}; Ctrl-C ends it.")
    from workforce_sim.app.server import serve

    serve(host, port, opens_browser=not no_browser)
    click.echo("The app has ended.")
