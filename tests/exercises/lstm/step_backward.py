"""lstm.step_backward: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("lstm.step_backward")
right, wrong = ANSWERS.right, ANSWERS.wrong


def _sums(dh, dc, c_prev, i, f, g, o, c):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    return (dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g * g), dh * np.tanh(c) * o * (1 - o)), dc


def result(da, dc_prev, x, h_prev, W_x, W_h):
    return {
        "x": da @ W_x.T,
        "h_prev": da @ W_h.T,
        "c_prev": dc_prev,
        "W_x": x.T @ da,
        "W_h": h_prev.T @ da,
        "b": da.sum(axis=0),
    }


@right
def back_with_hstack(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    sums, dc = _sums(dh, dc, c_prev, i, f, g, o, c)
    da = np.hstack(sums)
    grads = {"W_x": x.T.dot(da), "W_h": h_prev.T.dot(da), "b": np.ones(len(x)) @ da}
    return {**grads, "x": da.dot(W_x.T), "h_prev": da.dot(W_h.T), "c_prev": f * dc, "extra": 1}


@right
def back_with_einsum(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    sums, dc = _sums(dh, dc, c_prev, i, f, g, o, c)
    da = np.concatenate(sums, axis=-1)
    return {
        "x": np.einsum("nk,dk->nd", da, W_x),
        "h_prev": np.einsum("nk,hk->nh", da, W_h),
        "c_prev": dc * f,
        "W_x": np.einsum("nd,nk->dk", x, da),
        "W_h": np.einsum("nh,nk->hk", h_prev, da),
        "b": np.einsum("nk->k", da),
    }


@right
def back_gate_by_gate(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    sums, dc = _sums(dh, dc, c_prev, i, f, g, o, c)
    H = h_prev.shape[1]
    dx, dh_prev = np.zeros_like(x), np.zeros_like(h_prev)
    dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros(4 * H)
    for k, da in enumerate(sums):
        part = slice(k * H, (k + 1) * H)
        dx += da @ W_x[:, part].T
        dh_prev += da @ W_h[:, part].T
        dW_x[:, part], dW_h[:, part], db[part] = x.T @ da, h_prev.T @ da, da.sum(0)
    return {"x": dx, "h_prev": dh_prev, "c_prev": dc * f, "W_x": dW_x, "W_h": dW_h, "b": db}


@right
def back_row_by_row(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    grads = {"x": [], "h_prev": [], "c_prev": [], "W_x": 0, "W_h": 0, "b": 0}
    for n in range(len(x)):
        sums, dcell = _sums(dh[n], dc[n], c_prev[n], i[n], f[n], g[n], o[n], c[n])
        da = np.concatenate(sums)
        grads["x"].append(W_x @ da)
        grads["h_prev"].append(W_h @ da)
        grads["c_prev"].append(dcell * f[n])
        grads["W_x"] = grads["W_x"] + np.outer(x[n], da)
        grads["W_h"] = grads["W_h"] + np.outer(h_prev[n], da)
        grads["b"] = grads["b"] + da
    return grads


@right
def back_joined(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    sums, dc = _sums(dh, dc, c_prev, i, f, g, o, c)
    da, D = np.concatenate(sums, axis=1), x.shape[1]
    both = da @ np.vstack([W_x, W_h]).T
    dW = np.hstack([x, h_prev, np.ones((len(x), 1))]).T @ da
    return {
        "x": both[:, :D],
        "h_prev": both[:, D:],
        "c_prev": dc * f,
        "W_x": dW[:D],
        "W_h": dW[D:-1],
        "b": dW[-1],
    }


@right
def back_by_the_outputs(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    # The slope of tanh(c) written with the hyperbolic cosine, in float32.
    dc = dc + dh * o / np.cosh(c) ** 2
    sums = [dc * g * (i - i**2), dc * c_prev * (f - f**2), dc * i * (1 - g) * (1 + g), dh * np.tanh(c) * (o - o**2)]
    da = np.concatenate(sums, axis=1).astype(np.float32)
    grads = {"x": da @ W_x.T, "h_prev": da @ W_h.T, "W_x": x.T @ da, "W_h": h_prev.T @ da, "b": da.sum(axis=0)}
    return {**grads, "c_prev": (dc * f).astype(np.float32)}


@wrong("slope-from-c-itself")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - c * c)
    da = np.hstack(
        [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g * g), dh * np.tanh(c) * o * (1 - o)]
    )
    return result(da, dc * f, x, h_prev, W_x, W_h)


@wrong("dc-from-the-next-step-left-out")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dcell = dh * o * (1 - np.tanh(c) ** 2)
    do = dh * np.tanh(c) * o * (1 - o)
    da = np.hstack([dcell * g * i * (1 - i), dcell * c_prev * f * (1 - f), dcell * i * (1 - g**2), do])
    return result(da, dcell * f, x, h_prev, W_x, W_h)


@wrong("df-with-new-c")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack([dc * g * i * (1 - i), dc * c * f * (1 - f), dc * i * (1 - g**2), dh * np.tanh(c) * o * (1 - o)])
    return result(da, dc * f, x, h_prev, W_x, W_h)


@wrong("do-with-c")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack([dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g**2), dh * c * o * (1 - o)])
    return result(da, dc * f, x, h_prev, W_x, W_h)


@wrong("order-i-f-o-g")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack(
        [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dh * np.tanh(c) * o * (1 - o), dc * i * (1 - g**2)]
    )
    return result(da, dc * f, x, h_prev, W_x, W_h)


@wrong("order-f-i-g-o", "c_prev-without-f")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack(
        [dc * c_prev * f * (1 - f), dc * g * i * (1 - i), dc * i * (1 - g**2), dh * np.tanh(c) * o * (1 - o)]
    )
    return result(da, dc, x, h_prev, W_x, W_h)


@wrong("slopes-of-the-gates-missing")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack([dc * g, dc * c_prev, dc * i * (1 - g**2), dh * np.tanh(c)])
    return result(da, dc * f, x, h_prev, W_x, W_h)


@wrong("sigmoids-slope-for-g")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    slope = [y * (1 - y) for y in (i, f, g, o)]
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack([dc * g * slope[0], dc * c_prev * slope[1], dc * i * slope[2], dh * np.tanh(c) * slope[3]])
    return result(da, dc * f, x, h_prev, W_x, W_h)


@wrong("dc-changed-in-place", says="`dc`")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc += dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack(
        [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g**2), dh * np.tanh(c) * o * (1 - o)]
    )
    return result(da, dc * f, x, h_prev, W_x, W_h)


@wrong(says=("(4H,)", "one axis too many"))
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack(
        [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g**2), dh * np.tanh(c) * o * (1 - o)]
    )
    return {**result(da, dc * f, x, h_prev, W_x, W_h), "b": da}


@wrong(says="The key `c_prev` is missing")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack(
        [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g**2), dh * np.tanh(c) * o * (1 - o)]
    )
    grads = result(da, dc * f, x, h_prev, W_x, W_h)
    grads["dc_prev"] = grads.pop("c_prev")
    return grads


@wrong(says=("`c_prev` is right", "not right"))
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    # No known mistake: the forget gate's slope is doubled. c_prev does not pass through it.
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    df = 2 * dc * c_prev * f * (1 - f)
    da = np.hstack([dc * g * i * (1 - i), df, dc * i * (1 - g**2), dh * np.tanh(c) * o * (1 - o)])
    return result(da, dc * f, x, h_prev, W_x, W_h)


@wrong("slope-derived-again")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    sums = dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * -2 * g, dh * np.tanh(c) * o * (1 - o)
    return result(np.hstack(sums), dc * f, x, h_prev, W_x, W_h)


@wrong("clipped-inside")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    sums, dc = _sums(dh, dc, c_prev, i, f, g, o, c)
    grads = result(np.hstack(sums), dc * f, x, h_prev, W_x, W_h)
    for name in ("W_x", "W_h", "b"):
        np.clip(grads[name], -5, 5, out=grads[name])  # against exploding gradients
    return grads


@wrong("clipped-inside")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    sums, dc = _sums(dh, dc, c_prev, i, f, g, o, c)
    grads = result(np.hstack(sums), dc * f, x, h_prev, W_x, W_h)
    return {name: one.clip(-1, 1) for name, one in grads.items()}


def with_lines(c_prev_from="dc_all * f", **lines):
    """A step whose lines for the gates are written out, some of them wrong."""
    lines = {
        "dc_all": "dc + dh * o * (1 - np.tanh(c) ** 2)",
        "da_i": "dc_all * g * i * (1 - i)",
        "da_f": "dc_all * c_prev * f * (1 - f)",
        "da_g": "dc_all * i * (1 - g**2)",
        "da_o": "dh * np.tanh(c) * o * (1 - o)",
    } | lines

    def step_backward(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
        names = {
            "np": np,
            "dh": dh,
            "dc": dc,
            "h_prev": h_prev,
            "c_prev": c_prev,
            "i": i,
            "f": f,
            "g": g,
            "o": o,
            "c": c,
        }
        for name, line in lines.items():
            names[name] = eval(line, names)
        da = np.hstack([names[f"da_{gate}"] for gate in "ifgo"])
        return {
            "x": da @ W_x.T,
            "h_prev": da @ W_h.T,
            "c_prev": eval(c_prev_from, names),
            "W_x": x.T @ da,
            "W_h": h_prev.T @ da,
            "b": da.sum(axis=0),
        }

    return step_backward


right(with_lines())
wrong("slope-of-f-from-i")(with_lines(da_f="dc_all * c_prev * i * (1 - i)"))
wrong("slope-of-o-from-f")(with_lines(da_o="dh * np.tanh(c) * f * (1 - f)"))
wrong("dg-with-f")(with_lines(da_g="dc_all * f * (1 - g**2)"))
wrong("di-with-c_prev")(with_lines(da_i="dc_all * c_prev * i * (1 - i)"))
wrong("slope-at-the-old-cell")(with_lines(dc_all="dc + dh * o * (1 - np.tanh(c_prev) ** 2)"))
wrong("gates-hear-h-alone")(
    with_lines(dc_all="dh * o * (1 - np.tanh(c) ** 2)", c_prev_from="(dc + dc_all) * f"),
)
wrong("gates-hear-h-alone")(with_lines(dc_all="dh * o * (1 - np.tanh(c) ** 2)", c_prev_from="dc * f"))


@wrong("dh-handed-on")
def _(dh, dc, *rest):
    grads = with_lines()(dh, dc, *rest)
    return grads | {"h_prev": dh + grads["h_prev"]}
