"""What of MyST may stand in a chapter, and where it stands: myst_parser's own Markdown reader, with positions.

The reader is set up to see more of MyST than the book uses. What is seen and not listed here is refused, so that
nothing can reach a learner's notebook as raw markup.
"""

from dataclasses import dataclass
from functools import cache

from docutils.parsers.rst import Directive, directives
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

EXTENSIONS = {
    *("amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist"),
    *("strikethrough", "substitution", "tasklist"),
}

# Blocks that plain Markdown has too; their text is looked at, their shape stays.
PLAIN_BLOCKS = {
    *("paragraph_open", "paragraph_close", "heading_open", "heading_close", "blockquote_open", "blockquote_close"),
    *("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"),
    *("list_item_open", "list_item_close", "hr", "code_block", "inline", "math_block"),
    *("table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close"),
    *("tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close"),
}
# And the same within a line. `math_inline` keeps its dollars: Colab, GitHub and JupyterLab all read them.
PLAIN_INLINE = {
    *("text", "softbreak", "hardbreak", "code_inline", "em_open", "em_close", "strong_open", "strong_close"),
    *("link_open", "link_close", "math_inline", "math_inline_double", "text_special"),
}
# What is refused, in the words of its author, and what to write instead.
REFUSED = {
    "amsmath": ("an environment outside of $$", "write $$ before and after it, and aligned for align"),
    "html_block": ("HTML", "write Markdown; a comment is a line that begins with %"),
    "html_inline": ("HTML", "write Markdown"),
    "image": ("an image", "pictures come from cells, with a text alternative"),
    "footnote_ref": ("a footnote", "write it into the text"),
    "footnote_reference_open": ("a footnote", "write it into the text"),
    "attributes": ("an attribute in braces", "leave it out"),
    "attrs_block": ("an attribute block", "only (name)= before a heading is known"),
    "span_open": ("a span with attributes", "write plain text"),
    "dl_open": ("a definition list", "write a list or a table"),
    "field_list_open": ("a field list", "write a list or a table"),
    "substitution_inline": ("a substitution", "write the text itself"),
    "substitution_block": ("a substitution", "write the text itself"),
    "s_open": ("struck-out text", "leave it out"),
}


class _Box(Directive):
    has_content = True
    option_spec = {"class": directives.class_option}  # noqa: RUF012


class _Titled(_Box):
    required_arguments = 1
    final_argument_whitespace = True


class _Dropdown(_Titled):
    option_spec = {"class": directives.class_option, "open": directives.flag}  # noqa: RUF012


class _Math(Directive):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = {"label": directives.unchanged_required}  # noqa: RUF012


class _Named(Directive):
    has_content = True
    required_arguments = 1
    final_argument_whitespace = False


DIRECTIVES: dict[str, type[Directive]] = {
    "caption": _Named,
    "exercise": _Named,
    "measured": _Named,
    "admonition": _Titled,
    "note": _Box,
    "tip": _Box,
    "warning": _Box,
    "dropdown": _Dropdown,
    "math": _Math,
}
ROLES = ("cite", "cite:p", "cite:t", "eq", "figure", "ref", "term", "math")


@dataclass(frozen=True)
class Span:
    """A role or a link in the text of a paragraph: text[start:end]. `label_end` is where a link's text ends."""

    start: int
    end: int
    token: Token
    label_end: int = 0


@cache
def reader() -> MarkdownIt:
    """The Markdown reader; it notes roles and links with their positions in env["spans"]."""
    md = create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), RendererHTML)
    md.core.ruler.disable(
        "attr"
    )  # would merge an attribute block into the block below it, where nobody sees it any more
    rules = {rule.name: rule.fn for rule in md.inline.ruler.__rules__}
    for name in ("myst_role", "link"):
        md.inline.ruler.at(name, _noting(rules[name], name))
    return md


def spans(text: str, env: dict) -> list[Span]:
    """Roles and links in the text of a paragraph; what stands in a link's text comes before the link."""
    env = {**env, "spans": []}
    reader().inline.parse(text, reader(), env, [])
    return env["spans"]


def _noting(rule, name):
    def noted(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        label_end = 0
        if name == "link" and not silent and state.src[start] == "[":
            label_end = state.md.helpers.parseLinkLabel(state, start, True)
        found = rule(state, silent)
        if found and not silent and "spans" in state.env:
            token = next(one for one in state.tokens[before:] if one.type in ("myst_role", "link_open"))
            state.env["spans"].append(Span(start, state.pos, token, label_end))
        return found

    return noted
