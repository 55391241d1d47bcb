"""Style sheets, each parsed once: Textual parses them all again at every new screen."""

from textual.css.stylesheet import Stylesheet


class Stylesheets(Stylesheet):
    """Textual's style sheets, which forget what was parsed only when the colours change."""

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other colours; the same ones, as at the start, change nothing."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what was added since; Textual would begin from nothing."""
        self.parse()
