// Python's life on this page: it starts when it is wanted, runs one cell at a time, and can be stopped.
//
// Stop ends the worker: an endless loop hears nothing else. What ran before is run again by the next one when a cell
// needs it. While something runs long, a spare worker starts, so that the next answer after Stop comes at once.

const LONG = 2500; // milliseconds after which a run counts as long
const SILENT = 60000; // after which the reader is told that Stop helps

export class Python {
  // open(): a promise of { worker, files }; base: the address of the folder of the page's files, with a slash at its end;
  // sizes: bytes of the files that Python needs.
  constructor({ open, base, sizes }) {
    this.open = open;
    this.base = base;
    this.sizes = sizes;
    this.worker = null;
    this.spare = null;
    this.running = null;
    this.count = 0;
    this.timers = [];
  }

  get busy() {
    return this.running !== null;
  }

  // Begins to load; called when the reader points at a button. Returns nothing.
  warm() {
    this.worker ??= this.#make();
  }

  // Runs { cells, target, must, progress }. `hears` has loaded(bytes, of), state(text), text(text), part(part),
  // done({ parts, progress }), failed(text). Returns false where something runs already.
  run(job, hears) {
    if (this.running) return false;
    this.warm();
    const id = ++this.count;
    this.running = { id, hears };
    hears.state(this.worker.ready ? "Running …" : "Loading Python …");
    this.worker.post({ run: { ...job, id } });
    this.timers = [
      setTimeout(() => {
        if (this.worker?.ready) this.spare ??= this.#make();
      }, LONG),
      setTimeout(() => hears.state("Still running. Stop ends it; your text is kept."), SILENT),
    ];
    return true;
  }

  stop() {
    if (!this.running) return;
    const { hears } = this.running;
    this.#end();
    this.warm();
    hears.stopped();
  }

  #end() {
    this.worker?.end();
    this.worker = this.spare;
    this.spare = null;
    this.#settle();
  }

  #settle() {
    this.timers.forEach(clearTimeout);
    this.running = null;
    this.spare?.end();
    this.spare = null;
  }

  #make() {
    const opened = this.open();
    const ended = () => {}; // a worker that was never there; told by #fail
    const made = {
      ready: false,
      post: (message) => opened.then(({ worker }) => worker.postMessage(message), ended),
      end: () => opened.then(({ worker }) => worker.terminate(), ended),
    };
    opened.then(
      ({ worker, files }) => {
        worker.onmessage = ({ data }) => this.#hear(made, data);
        worker.onerror = (event) => this.#fail(made, event.message || "The file worker.js could not be loaded.");
        worker.postMessage({ boot: { base: this.base, sizes: this.sizes, files } });
      },
      (problem) => this.#fail(made, problem.message),
    );
    return made;
  }

  #hear(worker, said) {
    if (said.fatal) return this.#fail(worker, said.fatal);
    if (said.ready) {
      worker.ready = true;
      this.onready?.();
      if (worker === this.worker) this.running?.hears.state("Running …");
      return;
    }
    if (worker !== this.worker || !this.running) return; // a spare, or one that was stopped
    const { id, hears } = this.running;
    if (said.loaded) hears.loaded(said.loaded, said.total);
    else if (said.text !== undefined) hears.text(said.text);
    else if (said.part) hears.part(said.part);
    else if (said.note) hears.state(`First ${said.note} …`);
    else if (said.done === id) {
      this.#settle();
      hears.done(said);
    }
  }

  #fail(worker, problem) {
    if (worker === this.spare) {
      this.spare = null;
      return;
    }
    if (worker !== this.worker) return;
    const hears = this.running?.hears;
    worker.end();
    this.worker = null;
    this.#settle();
    hears?.failed(problem);
  }
}
