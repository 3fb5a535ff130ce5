"""Exercise ffnn.count_parameters: weights and biases of a net, counted from the sizes of its layers."""

from lstmlab.cells import feedforward
from lstmlab.exercises.specification import Case, Exercise, Mistake


def count_parameters(sizes):
    total = 0
    for layer in range(1, len(sizes)):
        n_in, n_out = sizes[layer - 1], sizes[layer]
        total += n_in * n_out + n_out
    return total


def _one_hidden_layer_only(sizes):
    n_in, n_hidden, n_out = sizes[0], sizes[1], sizes[-1]
    return n_in * n_hidden + n_hidden + n_hidden * n_out + n_out


def _first_three_sizes_only(sizes):
    n_in, n_hidden, *rest = sizes
    total = n_in * n_hidden + n_hidden
    return total + n_hidden * rest[0] + rest[0] if rest else total


def _every_layer_to_every_later_one(sizes):
    total = sum(sizes[1:])
    for first in range(len(sizes)):
        for second in range(first + 1, len(sizes)):
            total += sizes[first] * sizes[second]
    return total


def _product_of_all_sizes(sizes):
    product = 1
    for n in sizes:
        product *= n
    return product + sum(sizes[1:])


def _cases(rng):
    yield Case({"sizes": [3, 4, 2]}, "a net with one hidden layer")
    yield Case({"sizes": [2, 5, 3, 4]}, "a net with two hidden layers")
    yield Case({"sizes": [5, 3]}, "a net without a hidden layer")
    yield Case({"sizes": [1, 1, 1]}, "a net with one unit in each layer")
    yield Case({"sizes": [int(n) for n in rng.integers(2, 30, size=6)]}, "a net with four hidden layers")


EXERCISE = Exercise(
    name="ffnn.count_parameters",
    title="Count the parameters of a feed-forward network",
    chapter=1,
    points=1,
    section=("count-parameters", "Counting parameters"),
    arguments={"sizes": None},
    returns="",
    integers=("",),
    cases=_cases,
    worked=count_parameters,
    reference=feedforward.count_parameters,
    tested="nets without a hidden layer, with one, with two and with four, and one with a single unit in each layer",
    mistakes=(
        Mistake(
            name="no-biases",
            behaves_like="one that counts the weights and forgets the biases",
            question="A layer computes x W + b. Which of these letters did you count?",
            pointer="Each unit that computes something has one bias of its own.",
            edits=((" + n_out", ""),),
        ),
        Mistake(
            name="bias-for-each-input",
            behaves_like="one that gives a layer as many biases as it has inputs",
            question="The sum x W + b has one number for each unit of which layer?",
            pointer="The length of b is the number of columns of W, not of its rows.",
            edits=((" + n_out", " + n_in"),),
        ),
        Mistake(
            name="one-bias-a-layer",
            behaves_like="one that gives every layer a single bias",
            question="How long is the vector b of a layer with four units?",
            pointer="The units of a layer do not share a bias.",
            edits=((" + n_out", " + 1"),),
        ),
        Mistake(
            name="input-biases",
            behaves_like="one that counts a bias for each input unit too",
            question="What do the input units compute?",
            pointer="Input units only hold the data, so nothing is added there.",
            edits=(("total = 0", "total = sizes[0]"),),
        ),
        Mistake(
            name="no-output-biases",
            behaves_like="one that leaves out the biases of the output layer",
            question="Which terms does the formula of the output layer have?",
            pointer="y = h W2 + b2: the last layer has a bias as well.",
            edits=(("return total", "return total - sizes[-1]"),),
        ),
        Mistake(
            name="last-layer-missing",
            behaves_like="one that stops one layer before the end",
            question="How many weight matrices does a net with sizes [3, 4, 2] have, and how many did you count?",
            pointer="Look at where your loop over neighbouring sizes ends.",
            edits=(("range(1, len(sizes))", "range(1, len(sizes) - 1)"),),
        ),
        Mistake(
            name="first-layer-missing",
            behaves_like="one that starts one layer too late",
            question="Did you count the weights between the inputs and the first hidden layer?",
            pointer="Look at where your loop over neighbouring sizes starts.",
            edits=(("range(1, len(sizes))", "range(2, len(sizes))"),),
        ),
        Mistake(
            name="first-three-sizes-only",
            behaves_like="one that looks at the first three sizes and no further",
            question="What does your function say about [2, 5, 3, 4], a net with two hidden layers?",
            pointer="The list may have any length: loop over neighbouring sizes.",
            function=_first_three_sizes_only,
        ),
        Mistake(
            name="one-hidden-layer-only",
            behaves_like="one that takes the first two sizes and the last, whatever stands between",
            question="What does your function say about [2, 5, 3, 4], a net with two hidden layers?",
            pointer="The list may have any length: loop over neighbouring sizes.",
            function=_one_hidden_layer_only,
        ),
        Mistake(
            name="counts-units",
            behaves_like="one that counts units instead of weights and biases",
            question="How many numbers does the matrix W1 between 3 inputs and 4 hidden units hold?",
            pointer="A parameter is a number that training changes: an entry of a matrix W or of a vector b.",
            edits=(("total = 0", "total = sizes[0]"), ("n_in * n_out + n_out", "n_out")),
        ),
        Mistake(
            name="biases-only",
            behaves_like="one that counts the biases and forgets the weights",
            question="A layer computes x W + b. Which of these letters did you count?",
            pointer="W has a number for each pair of a unit on its left and a unit on its right.",
            edits=(("n_in * n_out + n_out", "n_out"),),
        ),
        Mistake(
            name="sum-instead-of-product",
            behaves_like="one that adds the sizes of two neighbouring layers where they have to be multiplied",
            question="How many lines join 3 units on the left with 4 units on the right, each with each?",
            pointer="Look at the size of W: rows times columns.",
            edits=(("n_in * n_out", "n_in + n_out"),),
        ),
        Mistake(
            name="bias-unit-fed",
            behaves_like="one in which the constant bias unit of a layer also receives weights from the layer before",
            question="You seem to count (n_in + 1) (n_out + 1). What would feed the extra unit on the right?",
            pointer="The constant unit sends and never receives: only one of the two sizes grows by one.",
            edits=(("n_in * n_out + n_out", "(n_in + 1) * (n_out + 1)"),),
        ),
        Mistake(
            name="skipping-layers",
            behaves_like="one that joins each layer with all later layers, not with the next one alone",
            question="Is there a matrix that leads from the inputs straight to the outputs?",
            pointer="Count the products of neighbouring sizes only.",
            function=_every_layer_to_every_later_one,
        ),
        Mistake(
            name="product-of-all",
            behaves_like="one that multiplies the sizes of all layers with each other",
            question="Each pair of neighbouring layers has its own matrix. Are the numbers of two matrices added or "
            "multiplied?",
            pointer="Multiply within a matrix, add from matrix to matrix.",
            function=_product_of_all_sizes,
        ),
    ),
)
