//! The demo's templates: every status, quality, category and kind, in many languages.

mod build;
mod care;
mod kinds;
mod retail;
mod scripts;

use build::Sample;

use crate::rules::normal;
use crate::state::World;
use crate::state::template::Template;

const DAY: i64 = 86_400;

/// What an account has, by its name in the table of clients.
fn of_account(name: &str) -> Vec<Sample> {
    match name {
        "Kessler Filialen" => retail::bakery_branches(),
        "Kessler Online-Shop" => kinds::shop(),
        "Harbour Lane Books" => retail::books(),
        "Lumen Dental West" => care::dental_west(),
        "Lumen Dental East" => care::dental_east(),
        "Brûlerie Montfaucon" => retail::roastery(),
        "Слънчоглед" => scripts::bulgarian(),
        "مطاعم النخيل" => scripts::arabic(),
        "आरोग्य क्लिनिक" => scripts::hindi(),
        "ดอยหลวงคอฟฟี่" => scripts::thai(),
        "春風茶館" => scripts::chinese(),
        "さくら書店" => scripts::japanese(),
        "한빛 여행사" => scripts::korean(),
        "Άνεμος" => scripts::greek(),
        "Três Irmãos São Paulo" => retail::padaria(),
        "Três Irmãos Campinas" => retail::padaria_campinas(),
        "מאפיית הגליל" => scripts::hebrew(),
        "Fjällräv" => care::bicycles(),
        "+Plus Pharmacy" => care::pharmacy(),
        _ => Vec::new(),
    }
}

/// Gives a WABA its templates and their files; they are as old as the account.
pub(super) fn plant(world: &mut World, waba_id: &str, account: &str, index: usize, created: i64) {
    for (position, sample) in of_account(account).into_iter().enumerate() {
        let id = (600_000_000_000_000 + index as u64 * 1_000_003_007 + position as u64 * 7_919).to_string();
        let time = created + (20 + position as i64 * 3) * DAY;
        let mut template = Template::new(&id, waba_id, sample.name, sample.language, sample.category, time);
        for file in &sample.files {
            world.media.keep(&file.id, file.file_type, file.bytes());
        }
        template.components = normal::components(sample.components);
        if sample.category == "AUTHENTICATION" {
            normal::complete_authentication(&mut template.components);
        }
        sample.format.clone_into(&mut template.parameter_format);
        sample.status.clone_into(&mut template.status);
        sample.quality.clone_into(&mut template.quality_score);
        sample.reason.clone_into(&mut template.rejected_reason);
        template.previous_category = sample.previous.map(ToOwned::to_owned);
        template.sub_category = sample.sub_category.map(ToOwned::to_owned);
        template.ttl = sample.ttl;
        template.pauses = u32::from(sample.status == "PAUSED");
        template.kept = sample.kept;
        template.extra = sample.extra;
        world.add_template(template);
    }
}

#[cfg(test)]
mod tests;
