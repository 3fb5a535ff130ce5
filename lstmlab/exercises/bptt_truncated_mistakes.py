"""The known mistakes of exercise bptt.truncated."""

from lstmlab.exercises import bptt_loop
from lstmlab.exercises import bptt_truncated_whole as whole
from lstmlab.exercises.specification import Mistake

_CUT = "        if t % k == 0:\n            dh_next = np.zeros_like(h0)\n"
# Those mistakes of the full backward pass that are still made once it has been written.
_AGAIN = (
    "future-left-out",
    "last-loss-only",
    "carried-before-derivative",
    "W_h-not-transposed",
    "forward-in-time",
    "last-step-missing",
    "first-step-missing",
    "dhs-changed-in-place",
    "all-overwritten",
    "minus-one-read",
    "start-state-zero",
    "new-state-for-old",
    "b-averaged",
    "averaged-over-steps",
    "averaged-over-sequences",
    "tanh-derivative-missing",
    "tanh-twice",
)
_SHARED = tuple(
    one
    for one in (*bptt_loop.OF_THE_CARRIED_GRADIENT, *bptt_loop.OF_THE_WEIGHTS, *bptt_loop.OF_TANH)
    if one.name in _AGAIN
)

MISTAKES = (
    Mistake(
        name="never-cut",
        behaves_like="one that never stops the gradient: full backpropagation through time",
        question="Change k and nothing else. Does your result change?",
        pointer="Between two chunks, the gradient that is carried back has to become zero.",
        edits=((_CUT, ""),),
    ),
    Mistake(
        name="state-zero-at-the-edge",
        behaves_like="one that takes the state before each chunk for zero as well",
        question="What is stopped between two chunks: the state, the gradient, or both?",
        pointer="The forward pass ran through all steps. The first step of a chunk did see the state before it.",
        edits=(("hs[t - 1] if t > 0 else h0", "hs[t - 1] if t % k else (np.zeros_like(h0) if t else h0)"),),
    ),
    Mistake(
        name="state-zero-instead-of-the-gradient",
        behaves_like="one that takes the state before each chunk for zero and lets the gradient pass",
        question="What is stopped between two chunks: the state, or the gradient?",
        pointer="Look at what your `if` sets to zero. States are carried from chunk to chunk.",
        edits=((_CUT, ""), ("hs[t - 1] if t > 0 else h0", "hs[t - 1] if t % k else (np.zeros_like(h0) if t else h0)")),
    ),
    Mistake(
        name="all-start-states-zero",
        behaves_like="one that takes the state before every chunk for zero, the first chunk included",
        question="What is stopped between two chunks: the state, the gradient, or both?",
        pointer="h0 is given for the first chunk. The later chunks go on where the one before ended.",
        edits=(("hs[t - 1] if t > 0 else h0", "hs[t - 1] if t % k else np.zeros_like(h0)"),),
    ),
    Mistake(
        name="every-chunk-starts-from-h0",
        behaves_like="one that takes h0 for the state before every chunk",
        question="Which state did the first step of the second chunk see in the forward pass?",
        pointer="States are carried from chunk to chunk. h0 is the state before the first step alone.",
        edits=(("if t > 0 else h0", "if t % k else h0"),),
        others=(whole.full_backward_of_each_chunk,),
    ),
    Mistake(
        name="chunk-reads-its-own-last-state",
        behaves_like="one that reads index -1 in each chunk: the chunk's last state where the state before it belongs",
        question="In hs[start:stop], what is the entry with index -1?",
        pointer="The state before a chunk is the last one of the chunk before, or h0.",
        function=whole.own_last_state,
    ),
    Mistake(
        name="chunks-counted-from-the-end",
        behaves_like="one that counts its chunks from the last step, so that the first chunk is the shorter one",
        question="With T = 7 and k = 3, which steps make up the last chunk?",
        pointer="Chunks count from step 0, whatever T is. Which steps are the first ones of their chunks?",
        edits=(("t % k == 0", "(T - t) % k == 0"),),
        others=(whole.steps_counted_in_the_loop,),
    ),
    Mistake(
        name="cut-one-step-late",
        behaves_like="one that stops the gradient one step too late: it crosses the edge between two chunks",
        question="With k = 3, the second chunk begins at step 3. After which step has the gradient to stop?",
        pointer="Write down t for the rounds of the loop, and mark the round after which nothing may be carried on.",
        edits=(("t % k == 0", "(t + 1) % k == 0"),),
    ),
    Mistake(
        name="cut-one-step-early",
        behaves_like="one that stops the gradient before it has reached the first step of the chunk",
        question="With k = 3, the second chunk holds steps 3, 4 and 5. Does the loss of step 5 reach step 3?",
        pointer="Write down t for the rounds of the loop, and mark the round after which nothing may be carried on.",
        edits=((_CUT, ""), ("dhs[t] + dh_next", "dhs[t] + (dh_next if t % k else 0)")),
        others=(whole.cut_after_the_second_step,),
    ),
    Mistake(
        name="chunks-one-step-too-long",
        behaves_like="one whose chunks have k + 1 steps",
        question="With k = 1, how many steps should each loss see?",
        pointer="Count the steps between two places where your loop stops the gradient.",
        edits=(("t % k", "t % (k + 1)"),),
    ),
    Mistake(
        name="each-loss-k-steps-back",
        behaves_like="one that follows each loss back over k steps, across the edges of the chunks",
        question="With k = 3, the second chunk begins at step 3. May the loss of step 4 reach step 2?",
        pointer="That is another way to truncate, and it costs k times as much. Here the edges stay where they are.",
        function=whole.window_for_each_loss,
        others=(whole.window_of_k_steps_further,),
    ),
    Mistake(
        name="last-k-steps-only",
        behaves_like="one that goes back over the last k steps of the sequence and then stops",
        question="Do the losses of the first chunk count in your result?",
        pointer="The gradient stops at each edge, and the loop goes on with the chunk before it.",
        edits=((_CUT, "        if T - t == k:\n            break\n"),),
    ),
    Mistake(
        name="last-chunk-only",
        behaves_like="one that keeps the gradients of the last chunk alone",
        question="Do the losses of the first chunk count in your result?",
        pointer="Look for a `break` or `return` inside the loop over the chunks.",
        edits=(("            dh_next = np.zeros_like(h0)\n", "            break\n"),),
    ),
    Mistake(
        name="first-chunk-only",
        behaves_like="one that keeps the gradients of the first chunk alone",
        question="What happens to the gradients of one chunk when your loop comes to the next?",
        pointer="Where are the sums set to zero: once, or for each chunk? Is it `=` or `+=`?",
        edits=(("range(T)", "range(min(k, T))"),),
    ),
    Mistake(
        name="short-chunk-dropped",
        behaves_like="one that leaves out the last chunk where it is shorter than k",
        question="With T = 7 and k = 3, how many chunks does your loop see? And with T = 5 and k = 9?",
        pointer="T // k counts full chunks only. The steps that are left over are a chunk, too.",
        edits=(("range(T)", "range(T // k * k)"),),
    ),
    Mistake(
        name="k-chunks",
        behaves_like="one that cuts the sequence into k chunks instead of chunks of k steps",
        question="For T = 6 and k = 2, how many chunks should there be, and how long is each?",
        pointer="k is the number of steps in a chunk.",
        edits=(("t % k", "t % -(-T // k)"),),
        others=(whole.k_chunks_rounded_down, whole.k_chunks_by_array_split),
    ),
    Mistake(
        name="one-loss-a-chunk",
        behaves_like="one that uses the loss at the last step of each chunk alone",
        question="Every step may have a loss of its own. Where does that of the second step come in?",
        pointer="The gradient from the next step does not replace the gradient of the step's own loss.",
        edits=(("dhs[t] + dh_next", "dh_next + (dhs[t] if t == T - 1 or (t + 1) % k == 0 else 0)"),),
    ),
    Mistake(
        name="sums-empty",
        alone=True,
        behaves_like="one whose sums are empty at the end: set to zero again at each edge, or never filled",
        question="In which lines do dW_x, dW_h and db become zero, and in which ones do they grow?",
        pointer="An edge stops what is carried to the step before. The sums go on over all chunks.",
        edits=((_CUT, _CUT + "            dW_x, dW_h, db = 0 * dW_x, 0 * dW_h, 0 * db\n"),),
    ),
    Mistake(
        name="averaged-over-chunks",
        behaves_like="one that divides the sums by the number of chunks",
        question="Where is a mean over the steps taken: in the loss, or here?",
        pointer="The gradients of the chunks are added, like those of the steps inside a chunk.",
        edits=(
            ("xs[t].T @ da", "xs[t].T @ da / -(-T // k)"),
            ("h_prev.T @ da", "h_prev.T @ da / -(-T // k)"),
            ("da.sum(axis=0)", "da.sum(axis=0) / -(-T // k)"),
        ),
    ),
    Mistake(
        name="divided-by-k",
        behaves_like="one that divides the gradients by k",
        question="Where is a mean over the steps taken: in the loss, or here?",
        pointer="dhs is the gradient of the whole loss. It needs no factor any more.",
        edits=(
            ("xs[t].T @ da", "xs[t].T @ da / k"),
            ("h_prev.T @ da", "h_prev.T @ da / k"),
            ("da.sum(axis=0)", "da.sum(axis=0) / k"),
        ),
    ),
    *_SHARED,
)
