"""Interactive figures. Each runs in the notebook, and on a page of the book without a kernel.

A figure is imported when it is first asked for.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lstmlab.figures.ablation_arena import AblationArena
    from lstmlab.figures.backward_stepper import BackwardStepper
    from lstmlab.figures.cell_reader import CellReader
    from lstmlab.figures.continual_stream import ContinualStream
    from lstmlab.figures.convention_translator import ConventionTranslator
    from lstmlab.figures.cut_explorer import CutExplorer
    from lstmlab.figures.forecast_explorer import ForecastExplorer
    from lstmlab.figures.gate_explorer import GateExplorer
    from lstmlab.figures.gate_timeline import GateTimeline
    from lstmlab.figures.gradient_check_lab import GradientCheckLab
    from lstmlab.figures.gradient_flow import GradientFlow
    from lstmlab.figures.gru_beside_lstm import GruBesideLstm
    from lstmlab.figures.gru_copy import GruCopy
    from lstmlab.figures.latch_by_hand import LatchByHand
    from lstmlab.figures.latch_portrait import LatchPortrait
    from lstmlab.figures.learning_rate_sweep import LearningRateSweep
    from lstmlab.figures.loss_cliff import LossCliff
    from lstmlab.figures.lstm_stepper import LstmStepper
    from lstmlab.figures.network_sizer import NetworkSizer
    from lstmlab.figures.next_character import NextCharacter
    from lstmlab.figures.optimiser_race import OptimiserRace
    from lstmlab.figures.peephole_timer import PeepholeTimer
    from lstmlab.figures.reber_automaton import ReberAutomaton
    from lstmlab.figures.repeated_squashing import RepeatedSquashing
    from lstmlab.figures.unroll_explorer import UnrollExplorer
    from lstmlab.figures.window_explorer import WindowExplorer

# Name of the class and its module, in the order of the book.
ALL = {
    "NetworkSizer": "network_sizer",
    "WindowExplorer": "window_explorer",
    "UnrollExplorer": "unroll_explorer",
    "LatchPortrait": "latch_portrait",
    "BackwardStepper": "backward_stepper",
    "GradientCheckLab": "gradient_check_lab",
    "CutExplorer": "cut_explorer",
    "RepeatedSquashing": "repeated_squashing",
    "GradientFlow": "gradient_flow",
    "LossCliff": "loss_cliff",
    "GateExplorer": "gate_explorer",
    "LstmStepper": "lstm_stepper",
    "GateTimeline": "gate_timeline",
    "ContinualStream": "continual_stream",
    "LatchByHand": "latch_by_hand",
    "PeepholeTimer": "peephole_timer",
    "GruBesideLstm": "gru_beside_lstm",
    "GruCopy": "gru_copy",
    "LearningRateSweep": "learning_rate_sweep",
    "OptimiserRace": "optimiser_race",
    "ForecastExplorer": "forecast_explorer",
    "NextCharacter": "next_character",
    "CellReader": "cell_reader",
    "ReberAutomaton": "reber_automaton",
    "AblationArena": "ablation_arena",
    "ConventionTranslator": "convention_translator",
}

__all__ = [
    "ALL",
    "AblationArena",
    "BackwardStepper",
    "CellReader",
    "ContinualStream",
    "ConventionTranslator",
    "CutExplorer",
    "ForecastExplorer",
    "GateExplorer",
    "GateTimeline",
    "GradientCheckLab",
    "GradientFlow",
    "GruBesideLstm",
    "GruCopy",
    "LatchByHand",
    "LatchPortrait",
    "LearningRateSweep",
    "LossCliff",
    "LstmStepper",
    "NetworkSizer",
    "NextCharacter",
    "OptimiserRace",
    "PeepholeTimer",
    "ReberAutomaton",
    "RepeatedSquashing",
    "UnrollExplorer",
    "WindowExplorer",
]


def __getattr__(name: str) -> Any:
    if name in ALL:
        return getattr(importlib.import_module(f"lstmlab.figures.{ALL[name]}"), name)
    raise AttributeError(f"module 'lstmlab.figures' has no attribute {name!r}")
