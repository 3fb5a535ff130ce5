"""The convention translator, and the layouts it shows: what they say is what the functions of lstmlab.interop do."""

import numpy as np
import pytest

from lstmlab import interop
from lstmlab.figures import convention_translator
from lstmlab.figures.convention_translator import CELLS, LIBRARIES, ConventionTranslator
from lstmlab.interop import layouts
from tests.browser import chromium
from tests.figures import figure_page

WRITERS = {
    "course": lambda cell, params: params._asdict(),
    "PyTorch": interop.to_pytorch,
    "Keras": lambda cell, params: dict(
        zip(("kernel", "recurrent_kernel", "bias"), interop.to_keras(cell, params), strict=True)
    ),
    "ONNX": interop.to_onnx_weights,
}


def random_params(cell, n_in, n_hidden, seed=0):
    rng = np.random.default_rng(seed)
    return cell.Params(*(rng.normal(size=array.shape) for array in cell.zeros(n_in, n_hidden)))


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("n_in,n_hidden", [(3, 2), (2, 5), (7, 7)])
def test_the_arrays_of_a_library_have_these_names_and_shapes(cell, library, n_in, n_hidden):
    module = layouts.CELLS[cell]
    params = random_params(module, n_in, n_hidden)
    if "missing" in convention_translator.table()[cell][library]:
        for refused in (lambda: layouts.layout(library, module), lambda: WRITERS[library](module, params)):
            with pytest.raises(ValueError, match="has no"):
                refused()
        return
    written = WRITERS[library](module, params)
    shapes = {name: array.shape for name, array in written.items()}
    assert layouts.layout(library, module).sizes(n_in, n_hidden) == shapes


@pytest.mark.parametrize("cell", CELLS)
def test_moving_the_blocks_as_shown_translates_the_weights(cell):
    module = layouts.CELLS[cell]
    params = random_params(module, 3, 2)
    able = [library for library in LIBRARIES if "missing" not in convention_translator.table()[cell][library]]
    for source in able:
        for target in able:
            values = convention_translator.compute(cell, source, target, 3, 2)
            for k in range(2):  # the weights of the input and of the state
                here, there = (list(WRITERS[one](module, params).values())[k] for one in (source, target))
                here, there = (array.reshape(array.shape[-2:]) for array in (here, there))
                rows = convention_translator.table()[cell][source]["rows"]
                blocks = np.split(here if rows else here.T, len(values["moves"]))
                moved = [None] * len(blocks)
                for block, place, turned in zip(blocks, values["moves"], values["turned"], strict=True):
                    moved[place] = -block if turned else block
                ours = np.concatenate(moved)
                lies_in_rows = rows != values["transposed"]
                np.testing.assert_array_equal(ours if lies_in_rows else ours.T, there)


def test_an_lstm_goes_to_keras_as_it_is_and_to_onnx_with_three_blocks_moved():
    assert "All blocks stay in their places and nothing is transposed" in ConventionTranslator(target="Keras").alt
    onnx = ConventionTranslator(target="ONNX")
    assert onnx.values["moves"] == [0, 2, 3, 1]
    assert "The blocks of f, g and o change places and rows and columns are exchanged" in onnx.alt
    assert "W (1, 8, 3), R (1, 8, 2), B (1, 16)" in onnx.alt


def test_only_z_changes_its_sign_and_only_where_it_weighs_the_candidate():
    assert ConventionTranslator(cell="gru", target="Keras").values["turned"] == [False, True, False]
    assert ConventionTranslator(cell="gru", source="ONNX", target="Keras").values["turned"] == [False] * 3
    assert not any(ConventionTranslator(cell="gru_reset_after", target="Keras").values["turned"])


def test_a_cell_that_a_library_has_not_is_said_to_be_missing():
    figure = ConventionTranslator(cell="peephole", target="PyTorch")
    assert "PyTorch has no LSTM with peepholes" in figure.alt
    assert figure.values["moves"] == []
    # The arrays of the library that has it are shown all the same.
    assert figure.values["source_shapes"] == [[3, 8], [2, 8], [8], [2], [2], [2]]
    assert figure.values["target_shapes"] == []
    assert "PyTorch has no LSTM with peepholes" in figure._repr_html_()


def test_the_extra_bias_of_pytorch_is_counted():
    values = ConventionTranslator(target="PyTorch", n_in=4, n_hidden=3).values
    assert values["target_numbers"] - values["source_numbers"] == 4 * 3


def test_the_button_exchanges_both_libraries_by_keyboard():
    with chromium() as browser:
        page = browser.new_page()
        figure_page.blank(page)
        place = figure_page.show(page, ConventionTranslator(source="Keras", target="ONNX"))
        button = page.locator(place).get_by_role("button", name="Exchange from and to")
        button.focus()
        button.press("Enter")
        figure_page.assert_in_step(page, place, ConventionTranslator)
        assert (figure_page.state(page, place)["source"], figure_page.state(page, place)["target"]) == ("ONNX", "Keras")
        page.get_by_role("radio", name="ONNX").nth(1).check()
        figure_page.assert_in_step(page, place, ConventionTranslator)
        assert button.get_attribute("aria-disabled") == "true"


def test_each_array_of_both_libraries_is_listed_with_its_shape():
    with chromium() as browser:
        page = browser.new_page()
        figure_page.blank(page)
        place = figure_page.show(page, ConventionTranslator(target="PyTorch", n_in=3, n_hidden=2))
        told = page.locator(f"{place} .arrays").inner_text()
        for words in ("W_x", "(D, 4H) = (3, 8)", "weight_ih_l0", "(4H, D) = (8, 3)", "bias_hh_l0", "(4H,) = (8,)"):
            assert words in told
