// The editor of one cell: CodeMirror 6, bundled apart from the rest, since most readers of a page never write in it.
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore, indentWithTab, isolateHistory, temporarilySetTabFocusMode, undo } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { python } from "@codemirror/lang-python";
import { classHighlighter } from "@lezer/highlight";

// Touch devices have selection handles of their own.
const touch = matchMedia("(pointer: coarse)").matches;

// makeEditor({ parent, text, label, describedBy, onChange, onRun }) -> { text, replace(text), focus(), insert(text), indent(), dedent(), undo() }
function makeEditor({ parent, text, label, describedBy, onChange, onRun }) {
  const run = () => (onRun(), true);
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        touch ? [] : drawSelection(),
        indentOnInput(),
        bracketMatching(),
        highlightActiveLine(),
        indentUnit.of("    "),
        EditorState.tabSize.of(4),
        python(),
        syntaxHighlighting(classHighlighter),
        EditorView.lineWrapping,
        keymap.of([
          { key: "Mod-Enter", run },
          { key: "Shift-Enter", run },
          { key: "Escape", run: temporarilySetTabFocusMode },
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
        EditorView.contentAttributes.of({
          "aria-label": label,
          "aria-describedby": describedBy,
          autocapitalize: "off",
          autocorrect: "off",
          spellcheck: "false",
        }),
        EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
      ],
    }),
  });
  return {
    get text() {
      return view.state.doc.toString();
    },
    // One change, which Ctrl-Z takes back.
    // A step of its own, however soon after the last key: undo brings back what stood here, and not what stood before.
    replace: (text) =>
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        annotations: isolateHistory.of("full"),
      }),
    // For keys that a phone's keyboard lacks.
    insert(text) {
      view.dispatch(view.state.replaceSelection(text), { scrollIntoView: true });
      view.focus();
    },
    indent: () => (indentMore(view), view.focus()),
    dedent: () => (indentLess(view), view.focus()),
    undo: () => (undo(view), view.focus()),
    focus: () => view.focus(),
  };
}

window.lstmlabEditor = makeEditor;
