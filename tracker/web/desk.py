"""A visit to a register: who asks, of which covenant and on which day; and what a posted form leads to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from fastapi.responses import Response
from markupsafe import escape

from tracker import errors, locale, policy
from tracker.commands import act
from tracker.queries import registers
from tracker.store import dossiers
from tracker.web import deps, forms, render

D = TypeVar("D", bound=forms.Deed)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a register of one covenant."""

    request: Request
    actor: policy.Actor
    session: deps.Store
    now: datetime
    slug: str
    as_of: datetime | None

    def desk(self, register: str = "") -> registers.Desk:
        """The covenant's registers as this reader may see them; `NotFound` when this one is not for them."""
        return registers.desk(
            self.session,
            self.actor,
            self.slug,
            register,
            language=locale.current(),
            now=self.now,
            as_of=self.as_of,
        )

    @property
    def covenant_id(self) -> str:
        """The covenant that a form is about; whether it may be changed, the command decides."""
        return dossiers.find(self.session, slug=self.slug).id

    def path(self, rest: str) -> str:
        """An address below this covenant, or a place on its own page."""
        return f"/convenanten/{self.slug}{'' if not rest or rest[0] == '#' else '/'}{rest}"

    def page(self, template: str, view: Any, form: Any = None, status: int = 200, **more: Any) -> Response:
        """Draw a register with its form: blank, or as it was sent."""
        options: tuple[registers.Option, ...] = getattr(view, "options", ())
        only = options[0][0] if len(options) == 1 else None
        blank = forms.blank(on=view.head.today, participation_id=only)
        return render.page(
            self.request, template, status=status, view=view, head=view.head, form=form or blank, **more
        )

    def key(self, form: forms.Deed, posted: forms.Submission[Any], **more: str) -> act.Key:
        """The form's key, bound to its address and to what was typed: it opens nothing else."""
        sent = {k: v for k, v in posted.values.items() if k not in forms.RESERVED}
        return act.key_of(form.key, {**sent, **more, "to": self.request.scope["path"]})

    def take(
        self,
        posted: forms.Submission[D],
        deed: Callable[[D, dict[str, Any]], act.Receipt],
        again: Callable[[forms.Submission[D]], Response],
        to: str,
        said: str,
    ) -> Response:
        """Do what the form asks and show it; or draw the page again with what is wrong in the form.

        The deed gets the form and what every command asks for: the moment, what was seen, the key.
        """
        try:
            form = posted.valid()
            deed(form, {"now": self.now, "seen": form.seen, "key": self.key(form, posted)})
        except errors.Invalid as refusal:
            answer = again(posted.refused(refusal))
            if _loses(answer, posted):
                raise  # its form is no longer on the page: then the page of what is wrong keeps it
            return answer
        return render.redirect(self.request, self.path(to), said)


def _loses(answer: Response, posted: forms.Submission[Any]) -> bool:
    """Whether something that was typed is nowhere on the page that is drawn again."""
    page = bytes(answer.body).decode("utf-8", "replace")
    return any(str(escape(text)) not in page for _name, _label, text in posted.kept())


def _visit(
    request: Request, who: deps.Who, session: deps.Store, moment: deps.Now, slug: deps.Slug, at: deps.AsOf
) -> Visit:
    return Visit(request, who, session, moment, slug, at)


Here = Annotated[Visit, Depends(_visit, scope="function")]
"""The visit of this request: `here: desk.Here`."""
