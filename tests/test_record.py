"""Records: what dataclasses promise, kept by a class that is cheap to make."""

import copy
import pickle
import subprocess
import sys
from functools import cached_property

import pytest

from validator.record import Ordered, Record, replace


class Place(Ordered):
    """Where something is."""

    line: int
    column: int = 1


class Thing(Record, apart=("note",), caches=True):
    """Something that keeps what it has computed."""

    name: str
    note: object = None

    @cached_property
    def shouted(self):
        return self.name.upper()


class Single(Record):
    """One field."""

    only: int


@pytest.fixture(autouse=True, params=["as it comes", "quick"])
def pace(request):
    """All that is promised holds for compiled constructors too."""
    if request.param == "as it comes":
        yield request.param
        return
    kinds = (Place, Thing, Single)
    for kind in kinds:
        kind._compile()
    yield request.param
    for kind in kinds:
        del kind.__init__


def test_fields_come_by_place_by_name_or_by_default():
    assert (Place(3).line, Place(3).column) == (3, 1)
    assert Place(3, 4) == Place(line=3, column=4) == Place(3, column=4) != Place(3)


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), ((1, 2, 3), {}), ((1,), {"line": 2}), ((1,), {"row": 2}), ((), {"column": 1})],
)
def test_a_missing_doubled_or_unknown_field_is_refused(values, named, pace):
    told = "__init__" if pace == "quick" else r"Place\(line, column\)"
    with pytest.raises(TypeError, match=told):
        Place(*values, **named)


def test_records_of_one_class_are_equal_by_what_they_tell():
    assert Thing("a", 1) == Thing("a", 2)
    assert Thing("a") != Thing("b")
    assert hash(Thing("a", [])) == hash(Thing("a", 2))
    assert Place(1, 2) != (1, 2)
    assert Single(1) != Place(1)
    assert len({Place(1), Place(1, 1), Place(2)}) == 2


def test_a_record_shows_what_it_tells():
    assert repr(Place(3)) == "Place(line=3, column=1)"
    assert repr(Thing("a", "long")) == "Thing(name='a')"


def test_nobody_changes_a_record():
    place = Place(1)
    for change in (setattr, delattr):
        for name in ("line", "row"):
            with pytest.raises(AttributeError, match=f"Place.{name} does not change"):
                change(place, name, *((2,) if change is setattr else ()))
    assert place == Place(1)
    assert not hasattr(place, "__dict__")


def test_places_sort_by_line_and_then_by_column():
    assert sorted([Place(2), Place(1, 9), Place(1)]) == [Place(1), Place(1, 9), Place(2)]
    assert max(Place(1), Place(1, 2)) == Place(1, 2)


def test_a_copy_has_other_values_and_leaves_the_original():
    place = Place(1, 2)
    assert replace(place, line=5) == Place(5, 2)
    assert place == Place(1, 2)
    with pytest.raises(TypeError, match="row"):
        replace(place, row=1)
    if sys.version_info >= (3, 13):
        assert copy.replace(place, column=3) == Place(1, 3)


def test_a_record_travels_to_another_process_with_all_its_fields():
    thing = Thing("a", {"b": [1]})
    again = pickle.loads(pickle.dumps(thing))
    assert again == thing
    assert again.note == {"b": [1]}
    assert pickle.loads(pickle.dumps(Single(7))) == Single(7)


def test_what_was_computed_is_kept_and_not_copied():
    thing = Thing("a")
    assert thing.shouted == "A"
    assert replace(thing, name="b").shouted == "B"


QUICK = """
from validator.record import Record, quicken
class Early(Record):
    field: int
class Late(Record):
    field: int
Early(1)
quicken()
print(*("__init__" in vars(kind) and kind(2).field for kind in (Early, Late)))
Late(1)
print("__init__" in vars(Late), Late(2))
"""


def test_records_are_quickened_that_were_made_and_that_are_to_come():
    done = subprocess.run([sys.executable, "-c", QUICK], capture_output=True, text=True, check=True)
    assert done.stdout == "2 False\nTrue Late(field=2)\n"
