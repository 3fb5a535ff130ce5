"""The same networks once more, one number at a time: no matrix products, no broadcasting, nothing shared with lstmlab.

Slow and plain on purpose: each line is the formula of one unit.
"""

import math


def feedforward(x, W1, b1, W2, b2):
    """y[n][k] and h[n][j]."""
    ys, hs = [], []
    for row in x:
        h = [math.tanh(b1[j] + sum(row[i] * W1[i][j] for i in range(len(row)))) for j in range(len(b1))]
        ys.append([b2[k] + sum(h[j] * W2[j][k] for j in range(len(h))) for k in range(len(b2))])
        hs.append(h)
    return ys, hs


def feedforward_backward(x, hs, dy, W2, n_in, n_hidden, n_out):
    """Gradients of W1, b1, W2, b2, summed over the rows one path at a time."""
    dW1, db1 = [[0.0] * n_hidden for _ in range(n_in)], [0.0] * n_hidden
    dW2, db2 = [[0.0] * n_out for _ in range(n_hidden)], [0.0] * n_out
    for n, row in enumerate(x):
        for k in range(n_out):
            db2[k] += dy[n][k]
            for j in range(n_hidden):
                dW2[j][k] += hs[n][j] * dy[n][k]
                path = dy[n][k] * W2[j][k] * (1 - hs[n][j] ** 2)
                db1[j] += path
                for i in range(n_in):
                    dW1[i][j] += row[i] * path
    return dW1, db1, dW2, db2


def elman(xs, h0, W_x, W_h, b):
    """hs[t][n][j]."""
    hs, before = [], h0
    for x in xs:
        now = []
        for n in range(len(x)):
            unit = []
            for j in range(len(b)):
                a = b[j]
                for i in range(len(x[n])):
                    a += x[n][i] * W_x[i][j]
                for i in range(len(before[n])):
                    a += before[n][i] * W_h[i][j]
                unit.append(math.tanh(a))
            now.append(unit)
        hs.append(now)
        before = now
    return hs


def elman_backward(xs, h0, hs, dhs, W_h, k):
    """Gradients of W_x, W_h, b: every path from a loss back to a step by itself, cut where a chunk begins."""
    n_in, n_hidden = len(xs[0][0]), len(W_h)
    dW_x, dW_h = [[0.0] * n_hidden for _ in range(n_in)], [[0.0] * n_hidden for _ in range(n_hidden)]
    db = [0.0] * n_hidden
    for n in range(len(h0)):
        for loss_at in range(len(xs)):
            dh = list(dhs[loss_at][n])
            for t in range(loss_at, -1, -1):
                before = hs[t - 1][n] if t > 0 else h0[n]
                da = [dh[j] * (1 - hs[t][n][j] ** 2) for j in range(n_hidden)]
                for j in range(n_hidden):
                    db[j] += da[j]
                    for i in range(n_in):
                        dW_x[i][j] += xs[t][n][i] * da[j]
                    for i in range(n_hidden):
                        dW_h[i][j] += before[i] * da[j]
                if t % k == 0:
                    break
                dh = [sum(da[j] * W_h[i][j] for j in range(n_hidden)) for i in range(n_hidden)]
    return dW_x, dW_h, db
