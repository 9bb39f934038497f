"""What rules of dbt-score apply to: `[tool.dbt-score]` in pyproject.toml names these."""

from dbt_score import Macro, Model, rule_filter


@rule_filter  # type: ignore[untyped-decorator]
def is_mart(model: Model) -> bool:
    """Models that users query: the others need no example."""
    return bool(model.schema == "marts")


@rule_filter  # type: ignore[untyped-decorator]
def is_called_by_name(macro: Macro) -> bool:
    """Macros but for what one engine does, which the macro that dispatches to it describes."""
    return not macro.name.startswith(("default__", "duckdb__", "postgres__", "spark__"))
