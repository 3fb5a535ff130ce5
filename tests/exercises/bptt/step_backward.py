"""bptt.step_backward: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("bptt.step_backward")
right, wrong = ANSWERS.right, ANSWERS.wrong


def step_backward_with_einsum(dh, x, h_prev, h, W_x, W_h):
    da = dh - dh * h**2
    return {
        "b": np.einsum("nh->h", da),
        "W_h": np.einsum("ni,nj->ij", h_prev, da),
        "W_x": np.einsum("nd,nh->dh", x, da),
        "h_prev": np.einsum("nj,ij->ni", da, W_h),
        "x": np.einsum("nh,dh->nd", da, W_x),
    }


@right
def step_backward_in_one_dict(dh, x, h_prev, h, W_x, W_h):
    da = (1 - h * h) * dh
    return dict(  # noqa: C408
        x=np.dot(da, W_x.T), h_prev=np.dot(da, W_h.T), W_x=np.dot(x.T, da), W_h=np.dot(h_prev.T, da), b=np.sum(da, 0)
    )


right(step_backward_with_einsum)


@right
def step_backward_row_by_row(dh, x, h_prev, h, W_x, W_h):
    dx, dh_prev = np.zeros(x.shape), np.zeros(h_prev.shape)
    dW_x, dW_h, db = np.zeros(W_x.shape), np.zeros(W_h.shape), np.zeros(len(W_h))
    for n in range(len(x)):
        da = dh[n] * (1 - h[n] ** 2)
        dx[n] = W_x @ da
        dh_prev[n] = W_h @ da
        dW_x += np.outer(x[n], da)
        dW_h += np.outer(h_prev[n], da)
        db += da
    return {"x": dx, "h_prev": dh_prev, "W_x": dW_x, "W_h": dW_h, "b": db}


@right
def step_backward_with_joined_inputs(dh, x, h_prev, h, W_x, W_h):
    d = x.shape[1]
    da = dh * (1 + h) * (1 - h)
    joined = np.concatenate([x, h_prev, np.ones((len(x), 1))], axis=1)
    dW = joined.T @ da
    back = da @ np.concatenate([W_x, W_h]).T
    return {"x": back[:, :d], "h_prev": back[:, d:], "W_x": dW[:d], "W_h": dW[d:-1], "b": dW[-1]}


@right
def step_backward_in_float32(dh, x, h_prev, h, W_x, W_h):
    grads = step_backward_with_einsum(dh, x, h_prev, h, W_x, W_h)
    return {name: one.astype(np.float32) for name, one in grads.items()}


@right
def step_backward_with_more_in_the_dict(dh, x, h_prev, h, W_x, W_h):
    slope = 1 / np.cosh(np.arctanh(h)) ** 2
    grads = {"a": dh * slope}
    da = grads["a"]
    grads["W_x"], grads["W_h"], grads["b"] = x.T @ da, h_prev.T @ da, da.T.sum(axis=1)
    grads["x"], grads["h_prev"] = (W_x @ da.T).T, (W_h @ da.T).T
    return grads


@right
def step_backward_by_jacobians(dh, x, h_prev, h, W_x, W_h):
    slopes = np.stack([np.diag(1 - row**2) for row in h])
    da = np.einsum("nj,nji->ni", dh, slopes)
    return {
        "x": np.matmul(da, W_x.T),
        "h_prev": np.matmul(da, np.transpose(W_h)),
        "W_x": sum(x[n][:, None] * da[n] for n in range(len(x))),
        "W_h": sum(h_prev[n][:, None] * da[n] for n in range(len(x))),
        "b": sum(da),
    }


@wrong("tanh-derivative-missing")
def _(dh, x, h_prev, h, W_x, W_h):
    return {
        "x": dh @ W_x.T,
        "h_prev": dh @ W_h.T,
        "W_x": x.T @ dh,
        "W_h": h_prev.T @ dh,
        "b": dh.sum(axis=0),
    }


@wrong("tanh-twice")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - np.tanh(h) ** 2)
    return {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": x.T @ da, "W_h": h_prev.T @ da, "b": da.sum(axis=0)}


@wrong("new-state-for-old")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h**2)
    return {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": x.T @ da, "W_h": h.T @ da, "b": da.sum(axis=0)}


@wrong("W_h-not-transposed")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h * h)
    return {
        "x": np.dot(da, W_x.T),
        "h_prev": np.dot(da, W_h),
        "W_x": np.dot(x.T, da),
        "W_h": np.dot(h_prev.T, da),
        "b": np.sum(da, axis=0),
    }


@wrong(says="(D, H)")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h**2)
    return {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": da.T @ x, "W_h": da.T @ h_prev, "b": da.sum(axis=0)}


@wrong("b-not-summed", says="(H,)")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h**2)
    return {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": x.T @ da, "W_h": h_prev.T @ da, "b": da}


@wrong(says="`dx`")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h**2)
    return {"dx": da @ W_x.T, "dh_prev": da @ W_h.T, "dW_x": x.T @ da, "dW_h": h_prev.T @ da, "db": da.sum(axis=0)}


@wrong(says="dict")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h**2)
    return da @ W_x.T, da @ W_h.T, x.T @ da, h_prev.T @ da, da.sum(axis=0)


@wrong("dh-changed-in-place", says="dh *=")
def _(dh, x, h_prev, h, W_x, W_h):
    dh *= 1 - h**2
    return {"x": dh @ W_x.T, "h_prev": dh @ W_h.T, "W_x": x.T @ dh, "W_h": h_prev.T @ dh, "b": dh.sum(axis=0)}


@wrong("tanh-twice", "new-state-for-old")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - np.tanh(h) ** 2)
    return {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": x.T @ da, "W_h": h.T @ da, "b": da.sum(axis=0)}


@wrong(says="`W_x` is 3 times too large")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h**2)
    return {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": 3 * x.T @ da, "W_h": h_prev.T @ da, "b": da.sum(axis=0)}


@wrong(says="error")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h**2)
    return {"x": W_x @ da, "h_prev": W_h @ da, "W_x": x.T @ da, "W_h": h_prev.T @ da, "b": da.sum(axis=0)}


@wrong("twice-the-state")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (-2 * h)
    return {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": x.T @ da, "W_h": h_prev.T @ da, "b": da.sum(0)}


@wrong("derivative-from-the-sum")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - np.arctanh(h) ** 2)
    return {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": x.T @ da, "W_h": h_prev.T @ da, "b": da.sum(0)}


@wrong("clipped-inside")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h * h)
    grads = {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": x.T @ da, "W_h": h_prev.T @ da, "b": da.sum(0)}
    for grad in grads.values():
        np.clip(grad, -1, 1, out=grad)
    return grads


@wrong("scaled-inside")
def _(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h * h)
    grads = {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": x.T @ da, "W_h": h_prev.T @ da, "b": da.sum(0)}
    norm = np.sqrt(sum(np.sum(grad**2) for grad in grads.values()))
    if norm > 5:
        grads = {name: grad * 5 / norm for name, grad in grads.items()}
    return grads
