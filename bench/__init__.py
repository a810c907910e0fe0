"""Times facepolicy beside other validators: ``python -m bench``. Not part of the wheel."""
