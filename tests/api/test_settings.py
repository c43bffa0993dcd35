from pathlib import Path

import pytest

from api.settings import MEGABYTE, SettingError, read_settings


def test_every_setting_has_a_default_that_stays_on_this_machine(tmp_path: Path) -> None:
    settings = read_settings({"CASELIGHT_DATA_DIR": str(tmp_path)})
    assert settings.host == "127.0.0.1"
    assert settings.port == 8765
    assert settings.max_upload == 200 * MEGABYTE
    assert settings.database_url == f"sqlite:///{tmp_path}/caselight.db"


def test_a_default_data_folder_is_found_inside_and_outside_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outside = read_settings({"XDG_DATA_HOME": str(tmp_path / "share")})
    assert outside.data_dir == tmp_path / "share" / "caselight"
    (tmp_path / "pyproject.toml").touch()
    assert read_settings({}).data_dir == tmp_path / "var"


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("CASELIGHT_PORT", "9000", "port", 9000),
        ("CASELIGHT_MAX_UPLOAD", "5", "max_upload", 5 * MEGABYTE),
        ("TESSDATA_PREFIX", "/opt/tessdata", "tessdata_dir", "/opt/tessdata"),
        ("CASELIGHT_ENCODER_DIR", "/opt/e5", "encoder_dir", Path("/opt/e5")),
        ("CASELIGHT_SHELF_DIR", "/opt/shelf", "shelf_dir", Path("/opt/shelf")),
        ("CASELIGHT_DATABASE_URL", "postgresql:///x", "database_url", "postgresql:///x"),
    ],
)
def test_a_variable_sets_its_field(name: str, value: str, field: str, expected: object) -> None:
    assert getattr(read_settings({name: value}), field) == expected


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "²"])
def test_a_number_that_is_none_is_refused_by_name(value: str) -> None:
    with pytest.raises(SettingError, match="CASELIGHT_WORKERS"):
        read_settings({"CASELIGHT_WORKERS": value})
