//! The rights per role and per relation to a report, written down: a change of rights is a change of this file.
use super::*;

const FACILITY_RIGHTS: &str = "\
nobody: see_home manage_self see_help see_crosswalk see_plans
staff: see_home manage_self see_help see_crosswalk see_plans write_report keep_draft see_own_reports see_inbox see_corrective_actions
safety_manager: see_home manage_self see_help see_crosswalk see_plans see_inbox see_corrective_actions list_reports see_model_card see_insight write_insight export_reports see_exposures write_exposures see_month_desk write_publication check_publication approve_publication
director: see_home manage_self see_help see_crosswalk see_plans see_inbox see_corrective_actions list_reports see_insight export_reports see_exposures see_month_desk check_publication approve_publication publish
administrator: see_home manage_self see_help see_crosswalk see_plans see_model_card see_exposures write_exposures administer confirm_keeper
identity_keeper: see_home manage_self see_help see_crosswalk see_plans confirm_keeper see_identity_desk
on a seat: see_home manage_self see_help see_crosswalk see_plans see_inbox see_corrective_actions
";

const REPORT_RIGHTS: &str = "\
nobody:
staff:
safety_manager: resend_report read_report read_persons add_addendum judge_level revise_measures describe_measures read_measure ask_reporter give_feedback read_corrective_action write_corrective_action carry_out_action take_back_action_step merge_reports write_publication see_individual write_individual release_individual
director: read_report read_persons judge_level read_measure read_corrective_action write_corrective_action carry_out_action see_individual
administrator:
identity_keeper:
on a seat: stamp_report return_report
";

fn by_role(resource: &Resource) -> String {
    let mut table = format!("nobody: {}\n", allowed(&member(&[], &[]), resource));
    for role in Role::ALL {
        table += &format!("{}: {}\n", role.code(), allowed(&member(&[role], &[]), resource));
    }
    table += &format!("on a seat: {}\n", allowed(&member(&[], &["leader"]), resource));
    table.replace(": \n", ":\n")
}

#[test]
fn rights_per_role_are_as_written_down() {
    assert_eq!(by_role(&Resource::Facility(HOME)), FACILITY_RIGHTS);
    assert_eq!(by_role(&Resource::Report(HOME, about())), REPORT_RIGHTS);
}

const RELATION_RIGHTS: &str = "\
own: track_report answer_question resend_report read_report read_persons add_addendum revise_measures read_measure read_corrective_action
on_route: read_report read_persons add_addendum take_back_stamp review_proxy_stamp revise_measures describe_measures read_measure ask_reporter give_feedback read_corrective_action write_corrective_action carry_out_action
addressed: read_measure
owns_action: read_corrective_action carry_out_action
recorded_step:
owns_action, recorded_step: read_corrective_action carry_out_action take_back_action_step
opened:
examines: see_individual examine_individual
decides: see_individual decide_individual release_individual
";

#[test]
fn rights_by_what_one_is_to_a_report_are_as_written_down() {
    let relations = [
        ("own", AboutReport { own: true, ..about() }),
        ("on_route", AboutReport { on_route: true, ..about() }),
        ("addressed", AboutReport { addressed: true, ..about() }),
        ("owns_action", AboutReport { owns_action: true, ..about() }),
        ("recorded_step", AboutReport { recorded_step: true, ..about() }),
        ("owns_action, recorded_step", AboutReport { owns_action: true, recorded_step: true, ..about() }),
        ("opened", AboutReport { identity_opened: true, mode: Some(Mode::Protected), ..about() }),
        ("examines", AboutReport { examines: true, ..about() }),
        ("decides", AboutReport { decides: true, ..about() }),
    ];
    let table: String = relations
        .into_iter()
        .map(|(name, about)| format!("{name}: {}\n", allowed(&member(&[], &[]), &Resource::Report(HOME, about))))
        .collect();
    assert_eq!(table.replace(": \n", ":\n"), RELATION_RIGHTS);
}
