"""A chart on the page: its finding as text, the drawing, the words for who cannot see it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from goldenthread.display.markup import Display, call, element, escape, markup


@dataclass(frozen=True, repr=False)
class Chart(Display):
    """`title` states the finding; `alt` gives the figures; `svg` is the drawing, cleaned by
    `goldenthread.display.svg`, and None where there is nothing to draw (`caption` says why).

    `anchor` begins every id of the drawing, so that no two charts of a page share one.
    """

    title: str
    svg: str | None
    alt: str
    caption: str = ""
    anchor: str = "chart"

    def named(self, anchor: str) -> Chart:
        """The same chart under another anchor."""
        svg = self.svg.replace(f"{self.anchor}-", f"{anchor}-") if self.svg else None
        return replace(self, anchor=anchor, svg=svg)

    def text(self) -> str:
        return "\n".join(part for part in (self.title, self.alt, self.caption) if part)

    def html(self) -> str:
        if self.svg is None:
            return element("p", escape(self.caption), "gt gt-quiet")
        title, words = f"{self.anchor}-title", f"{self.anchor}-desc"
        head, body = self.svg.split(">", 1)
        named = (
            f'{head} role="img" aria-labelledby="{title} {words}">'
            f'<title id="{title}">{escape(self.title)}</title>'
            f'<desc id="{words}">{escape(self.alt)}</desc>{body}'
        )
        box = element("div", named, "gt-drawing", role="group", aria_label=self.title, tabindex="0")
        caption = element("p", escape(self.caption), "gt-note") if self.caption else ""
        # The title stands above the drawing; the small type below it belongs to the figure too.
        return element(
            "figure", element("figcaption", escape(self.title)) + box + caption, "gt gt-chart"
        )

    def typst(self) -> str:
        if self.svg is None:
            return markup(call("gt-quiet", self.caption))
        return markup(
            call(
                "gt-chart",
                title=self.title,
                svg=self.svg,
                alt=f"{self.title}. {self.alt}",
                caption=self.caption or None,
            )
        )
