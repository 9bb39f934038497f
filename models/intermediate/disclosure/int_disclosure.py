# How many hidden cells the landed reports disclose. SQL cannot solve sums that form cycles:
# tools/disclosure can, and this model only hands it the figures.
def model(dbt, session):
    import sys

    from dbt.flags import get_flags

    # `tools` is in the project's folder, from wherever dbt is called
    folder = str(get_flags().PROJECT_DIR)
    if folder not in sys.path:
        sys.path.append(folder)
    from tools.disclosure.dbt_model import disclosure

    return disclosure(
        {
            "int_reports": dbt.ref("int_reports"),
            "int_cells_absent": dbt.ref("int_cells_absent"),
            "int_cells_printed": dbt.ref("int_cells_printed"),
            "int_rows_resolved": dbt.ref("int_rows_resolved"),
            "stg_reference__kommuner": dbt.ref("stg_reference__kommuner"),
            "main_groups": dbt.ref("main_groups"),
        },
        session,
        dbt.config.meta_get("newest_years"),
    )
