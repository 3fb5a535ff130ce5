"""Gates on the checks themselves: what passes, what fails and is named, and that no small change slips through."""

import inspect
from itertools import islice, product

import pytest

from lstmlab import check, exercises
from lstmlab.checking import examine
from lstmlab.checking.diagnosis.edits import mistaken
from lstmlab.checking.diagnosis.trial import SEED
from lstmlab.exercises import Puzzle
from tests.cases import for_each, together
from tests.exercises.answers import coded, of
from tests.exercises.check_report import seconds
from tests.exercises.checked import answers, checked, recognised, seconds_to_prepare
from tests.exercises.mutation import is_killed, mutants

CODED = coded()
PUZZLES = [one for one in exercises.registry().values() if isinstance(one, Puzzle)]
# The forward and backward passes of cells and networks: here a wrong answer has the most places to hide.
OF_A_CELL = ("step", "forward", "backward", "step_backward")
OTHER_SEEDS = (1, 2)
SEEDS = (SEED, *OTHER_SEEDS)
# As large as those that the grader of a class draws for itself.
FAR_SEED = 3_141_592_653_589_793_238
LIMIT = 0.5  # seconds for a check
LONGEST = 2  # checks of an exercise that are measured by themselves by day


def named(one):
    return one.name


@pytest.mark.parametrize("exercise", CODED, ids=named)
def test_the_reference_and_the_worked_answer_pass(exercise):
    with together() as case:
        for seed, function in product(SEEDS, (exercise.judge, exercise.worked)):
            with case(f"{function.__name__}, seed {seed}"):
                result = examine(exercise, function, seed)
                assert result.status == "passed", result.message
                assert result.points == result.max_points == exercise.points


@pytest.mark.parametrize("exercise", CODED, ids=named)
def test_a_known_mistake_fails_and_is_named_alone(exercise):
    # Alone: two mistakes that the cases do not tell apart would both be named.
    # With the seeds that learners and graders meet; with others at night.
    with together() as case:
        for mistake in exercise.mistakes:
            with case(mistake.name):
                result = checked(exercise.name, mistake.name).result
                assert result.status == "failed"
                assert result.points == 0
                assert result.mistakes == (mistake.name,), result.message
                assert mistake.behaves_like in " ".join(result.message.split())
                assert recognised(exercise, mistaken(exercise, [mistake]), FAR_SEED) == (mistake.name,)


@pytest.mark.night
@pytest.mark.parametrize("exercise", CODED, ids=named)
@pytest.mark.parametrize("seed", OTHER_SEEDS)
def test_a_known_mistake_is_named_with_other_seeds_too(exercise, seed):
    for mistake in exercise.mistakes:
        assert recognised(exercise, mistaken(exercise, [mistake]), seed) == (mistake.name,)


def test_every_way_to_make_a_mistake_keeps_a_text_of_its_own():
    """What a card quotes of an answer is a line of that answer, also after another way was looked at."""
    exercise = exercises.get("vanish.clip_by_global_norm")
    (mistake,) = (one for one in exercise.mistakes if one.name == "grads-changed-in-place")
    ways = [mistaken(exercise, [way]) for way in mistake.ways()]
    texts = [inspect.getsource(way) for way in ways]
    assert len(set(texts)) == len(ways) > 1


@pytest.mark.parametrize("exercise", CODED, ids=named)
def test_other_ways_to_make_a_mistake_carry_its_name(exercise):
    for mistake in exercise.mistakes:
        for way in islice(mistake.ways(), 1, None):  # the first one is the mistake itself
            assert recognised(exercise, mistaken(exercise, [way]), SEED) == (mistake.name,)


@for_each("exercise", CODED, ids=named)
def test_there_are_enough_known_mistakes(exercise):
    least = 8 if exercise.name.split(".")[-1] in OF_A_CELL else 4
    names = [one.name for one in exercise.mistakes]
    assert len(names) >= least
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("exercise", CODED, ids=named)
def test_right_answers_in_other_styles_pass(exercise):
    functions = of(exercise.name).accepted
    assert len(functions) >= 5
    for function in functions:
        result = check(exercise.name, function)
        assert result.status == "passed", f"{function.__name__}: {result.message}"


@pytest.mark.parametrize("exercise", CODED, ids=named)
def test_a_stub_is_not_attempted(exercise):
    arguments = ", ".join(exercise.arguments)
    for body in ("raise NotImplementedError", "pass", "...", "return None", "return ...", '"""Words."""'):
        space = {}
        exec(f"def answer({arguments}):\n    {body}", space)
        result = check(exercise.name, space["answer"])
        assert (result.status, result.points, result.mistakes) == ("not attempted", 0, ()), body


@pytest.mark.parametrize("exercise", CODED, ids=named)
def test_every_mutant_fails_or_is_the_same_function(exercise):
    equivalent = of(exercise.name).equivalent
    lived = {mutant.change for mutant in mutants(exercise) if not is_killed(exercise, mutant)}
    assert lived - set(equivalent) == set(), "the check lets these pass"
    assert set(equivalent) - lived == set(), "listed as equivalent, and yet the check notices them"


@for_each("exercise", CODED, ids=named)
def test_an_equivalent_mutant_has_a_reason(exercise):
    assert all(len(reason.split()) >= 4 for reason in of(exercise.name).equivalent.values())


@pytest.mark.parametrize("exercise", CODED, ids=named)
@pytest.mark.parametrize("rest", [False, pytest.param(True, marks=pytest.mark.night)], ids=["", "the rest"])
def test_a_check_takes_less_than_half_a_second_right_or_wrong(exercise, rest, request):
    # Time of the processor, so that other programs on the machine do not count. The first check that a learner makes
    # finds nothing prepared. At most it takes what all checks together have prepared, and what it takes after that;
    # where this is too much, it is measured by itself: by day for those that take longest, at night for the rest.
    took = {name: checked(exercise.name, name).seconds for name in answers(exercise)}
    prepared = seconds_to_prepare(exercise)
    unsure = sorted((name for name in took if prepared + took[name] >= LIMIT), key=took.get, reverse=True)
    request.getfixturevalue("hurried")  # what is measured is a learner's check, which stops looking after a while
    for name in unsure[LONGEST:] if rest else unsure[:LONGEST]:
        assert seconds(exercise, answers(exercise)[name], enough=LIMIT) < LIMIT, name


@for_each("puzzle", PUZZLES, ids=named)
def test_a_puzzle_is_solved_by_its_solution_and_by_nothing_less(puzzle):
    assert check(puzzle.name, dict(puzzle.start)).status == "not attempted"
    assert check(puzzle.name, dict(puzzle.solution)).status == "passed"
    assert puzzle.unmet(**puzzle.start)
