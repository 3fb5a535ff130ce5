"""What the explainer says: WORDS as every figure has them, and SENTENCES beside the picture, for the page alone."""

from lstmlab.figures.lstm_explainer import follows

SHOW = {
    "c": "cell c",
    "h": "output h",
    "i": "input gate i",
    "f": "forget gate f",
    "g": "candidate g",
    "o": "output gate o",
}
ORDER = {
    "number": "their number",
    "acts": "when they act",
    "half_life": "half-life",
    **{name: f"following: {words}" for name, words in follows.FEATURES.items()},
}
WORDS = {
    "alt": "{seen[look]}",
    "seen": {
        "chances": "{chances} {other}{told[fate]}",
        "empty": "No text yet. The net stands at its zero state, and expects {likely[0].symbol} {likely[0].p:%1}, "
        "{likely[1].symbol} {likely[1].p:%1} as the first character.",
        "else": "A text of {length:# character|# characters}, each on the colour of {shown[show]} of unit {unit}, and "
        "a map of all {units} units over the steps, in the order of {ordered[order]}. {now} {next} "
        "{told[fate]}{panels[panel]}",
    },
    "now": "At step {at+1}, after “{around}”, {shown[show]} of unit {unit} is {value:2}.",
    "starts": {"empty": "Before the first character", "else": "After “{around}”"},
    "chances": "{starts[fate]}, at a temperature of {temperature:2}, the net expects {tempered.first[0].symbol} "
    "{tempered.first[0].p:%1}, {tempered.first[1].symbol} {tempered.first[1].p:%1}, {tempered.first[2].symbol} "
    "{tempered.first[2].p:%1}.",
    "other": "All but the {shown_symbols} most likely symbols have {tempered.rest:%1} together. {sure} ",
    "sure": "The choice has {tempered.bits:2} bits: as much as one among {tempered.kinds:1} equally likely symbols.",
    "next": "The net expects {likely[0].symbol} {likely[0].p:%1}, {likely[1].symbol} {likely[1].p:%1}, "
    "{likely[2].symbol} {likely[2].p:%1}.",
    "told": {
        "strange": "Characters that the net has never seen are steps without a letter to it: {unknown}. ",
        "else": "",
    },
    "panels": {
        "change": "{changed[touched]}",
        "past": "{owed[agree]}",
        "write": "At a temperature of {temperature:2} the next character is a choice of {tempered.bits:2} bits, as "
        "much as one among {tempered.kinds:1} equally likely symbols. With seed {seed} it would write {drawn} at the "
        "end of the text.",
        "else": "{changed[touched]}",
    },
    "changed": {
        "yes": "With {count:one change|# changes} the text costs {bits:2} bits a character, untouched {bits_plain:2}.",
        "no": "The text costs {bits:2} bits a character.",
    },
    "owed": {
        "yes": "The probability of {aim}, {aim_p:%1}, owes most to the {most_letter} of step {most+1}, by its gradient "
        "and when characters are taken away: the two agree on this letter.",
        "no": "The probability of {aim}, {aim_p:%1}, owes most to the {most_letter} of step {most+1} by its gradient; "
        "when characters are taken away, to the {taken_letter} of step {most_taken+1}: the two disagree.",
        "none": "There is no past yet.",
    },
    "result": "{said[look]}",
    "said": {
        "chances": "{chances} {sure} {told[fate]}",
        "empty": "Type or paste a text: the net reads it as you write.",
        "else": "{now} {next} {told[fate]}{panels[panel]}",
    },
}


# What stands beside the picture, filled in by the page alone.
SENTENCES = {
    "text": "Your own text: type or paste",
    "passage": "or take a passage",
    "own": "your own text",
    "strange": "The net has never seen: {unknown}. It reads a step without a letter there.",
    "cut": "A text has room for {longest:,} characters: what you gave had {given_length:,}, and the rest was left out.",
    "first": {
        "": "First in this order: unit {rows[0]}",
        "else": "First in this order: unit {rows[0]}, r = {leads:2}",
    },
    "map": "Map of all units over the steps. Left and right change the step, up and down the unit.",
    "read": {
        "": "unit {unit}, step {step+1}, {symbol}: {shown[show]} = {read:3}",
        "else": "unit {unit} (r = {r:2} with {feature}), step {step+1}, {symbol}: {shown[show]} = {read:3}",
    },
    "tour": "A tour of seven stops shows what can be done here. Or begin with a text of your own.",
    "start": "Begin the tour",
    "next": "Next stop",
    "back": "Back",
    "stop": "Stop {number} of {of}. {say}",
    "address": "Address of this state",
    "whole": "Go on in the whole explainer: every gate, changes, the look back, writing",
    "keeps": "Unit {unit} keeps {mean_f:%1} of its cell from step to step in this text: a half-life of {half_life:1} "
    "steps.",
    "keeps_all": "Unit {unit} keeps all of its cell from step to step in this text: it has no half-life.",
    "follows": "What unit {unit} follows most closely is {best.feature}: a correlation of r = {best.r:2}, with a "
    "95 % interval from {best.low:2} to {best.high:2}; that makes it number {best.rank} of {units} units. "
    "Measured over {measured.characters:,} characters of {measured.source}.",
    "along": "What the units are ordered by, {along.feature}, it follows with r = {along.r:2} (95 % interval from "
    "{along.low:2} to {along.high:2}), as number {along.rank}.",
    "sums": [
        "In the brackets: ",
        "what the letter adds",
        ", ",
        "what all outputs h of the step before add",
        ", the bias.",
    ],
    "came": "What came was {came}, to which the net had given {came_p:%1}.",
    "after": "The text ends here. What the net expects next:",
    "before_all": "Before the first character the net stands at its zero state. What it expects:",
    "alike": "The state of all cells was most like this one (cosine of the angle) at these steps:",
    "near": "step {step+1}, “{around}”: {cosine:4}",
    "change": "Choose what is held, and over which steps; or drag along a row of the map.",
    "hold": "Hold it",
    "silence": "Silence this unit: its h at 0",
    "keep": "Forget nothing: all f at 1",
    "forget": "Forget everything: all f at 0",
    "undo": "Undo the last change",
    "who": {"one": "of unit {unit}", "all": "of all units"},
    "made": "{shown[what]} {who[whose]} is held at {value:2} from step {from+1} to step {to+1}",
    "touched": "Dashed: the untouched curve.",
    "untouched": "Nothing is changed yet.",
    "past": "The bars say what the natural logarithm of the probability of {aim} after step {at+1} owes to each of the "
    "last {taken.length} characters: by its gradient, and by reading the text again without that one character. "
    "Blue speaks for it, orange against it. The text above is underlined in the same way.",
    "bars": {
        "": "The next character after step {at+1}, at this temperature:",
        "else": "The character after step {at+1}, at this temperature; {came} came (▸):",
        "start": "The first character, at this temperature:",
    },
    "others": "all others",
    "at_one": "at 1",
    "write": "The same text, temperature and seed give the same again. The step goes back to any character that it "
    "wrote. There is room for {room:one character more|# characters more}.",
    "full": "The text is full: it has {longest:,} characters, and there is no room to write on. Take back what was "
    "written, or delete some of it at its start: the end is what the net writes on from.",
    "one": "Write one character",
    "many": "Write forty",
    "back_written": "Take back what it wrote",
}
