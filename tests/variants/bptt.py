"""Right answers to the exercises of chapter 3 in other people's styles. Every one of them has to pass."""

import numpy as np

# bptt.step_backward


def step_backward_in_one_dict(dh, x, h_prev, h, W_x, W_h):
    da = (1 - h * h) * dh
    return dict(  # noqa: C408
        x=np.dot(da, W_x.T), h_prev=np.dot(da, W_h.T), W_x=np.dot(x.T, da), W_h=np.dot(h_prev.T, da), b=np.sum(da, 0)
    )


def step_backward_with_einsum(dh, x, h_prev, h, W_x, W_h):
    da = dh - dh * h**2
    return {
        "b": np.einsum("nh->h", da),
        "W_h": np.einsum("ni,nj->ij", h_prev, da),
        "W_x": np.einsum("nd,nh->dh", x, da),
        "h_prev": np.einsum("nj,ij->ni", da, W_h),
        "x": np.einsum("nh,dh->nd", da, W_x),
    }


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


def step_backward_with_joined_inputs(dh, x, h_prev, h, W_x, W_h):
    d = x.shape[1]
    da = dh * (1 + h) * (1 - h)
    joined = np.concatenate([x, h_prev, np.ones((len(x), 1))], axis=1)
    dW = joined.T @ da
    back = da @ np.concatenate([W_x, W_h]).T
    return {"x": back[:, :d], "h_prev": back[:, d:], "W_x": dW[:d], "W_h": dW[d:-1], "b": dW[-1]}


def step_backward_in_float32(dh, x, h_prev, h, W_x, W_h):
    grads = step_backward_with_einsum(dh, x, h_prev, h, W_x, W_h)
    return {name: one.astype(np.float32) for name, one in grads.items()}


def step_backward_with_more_in_the_dict(dh, x, h_prev, h, W_x, W_h):
    slope = 1 / np.cosh(np.arctanh(h)) ** 2
    grads = {"a": dh * slope}
    da = grads["a"]
    grads["W_x"], grads["W_h"], grads["b"] = x.T @ da, h_prev.T @ da, da.T.sum(axis=1)
    grads["x"], grads["h_prev"] = (W_x @ da.T).T, (W_h @ da.T).T
    return grads


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


VARIANTS = {
    "bptt.step_backward": [
        step_backward_in_one_dict,
        step_backward_with_einsum,
        step_backward_row_by_row,
        step_backward_with_joined_inputs,
        step_backward_in_float32,
        step_backward_with_more_in_the_dict,
        step_backward_by_jacobians,
    ],
}
