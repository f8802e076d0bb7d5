//! What Rust code sees of the generated types: which variant, which field, which method.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use work_requests_codegen_tests::{Secret, features::*, services::*};

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn refused<T: DeserializeOwned + std::fmt::Debug>(value: Value) -> String {
    serde_json::from_value::<T>(value).unwrap_err().to_string()
}

#[test]
fn absence_null_and_a_value_are_three_things_where_the_document_says_so() {
    let least = json!({"needed": "a", "needed_or_null": null, "anything": null});
    let least: presence::Presence = read(least);
    assert_eq!((least.needed_or_null, least.optional_or_null), (None, None));
    let null =
        json!({"needed": "a", "needed_or_null": null, "anything": 1, "optional_or_null": null});
    assert_eq!(
        read::<presence::Presence>(null).optional_or_null,
        Some(None)
    );
    let value = json!({"needed": "a", "needed_or_null": "b", "anything": 1, "optional_or_null": 7});
    assert_eq!(
        read::<presence::Presence>(value).optional_or_null,
        Some(Some(7))
    );
    let missing = refused::<presence::Presence>(json!({"needed": "a", "anything": 1}));
    assert_eq!(missing, "missing field `needed_or_null`");
    // Where null is not allowed it is read as absence, not refused.
    let null = json!({"needed": "a", "needed_or_null": null, "anything": 1, "optional": null});
    assert_eq!(read::<presence::Presence>(null).optional, None);
}

#[test]
fn described_members_are_fields_and_others_are_kept() {
    let shop: objects::Shop = read(json!({"name": "Corner", "open": true, "colour": "blue"}));
    assert_eq!(
        (shop.name.as_str(), shop.open, shop.rating),
        ("Corner", true, None)
    );
    assert_eq!(shop.extra["colour"], "blue");
    let made = objects::Shop::new("Corner", true).with_rating(4.5);
    assert_eq!(
        serde_json::to_value(made).unwrap(),
        json!({"name": "Corner", "open": true, "rating": 4.5})
    );
}

#[test]
fn a_tag_chooses_the_type_and_an_unknown_one_is_kept() {
    let card: tagged::Payment = read(json!({"kind": "debit", "number": "1"}));
    assert!(matches!(&card, tagged::Payment::Card(card) if card.number == "1"));
    let transfer: tagged::Payment = read(json!({"kind": "Transfer", "iban": "1"}));
    assert!(matches!(transfer, tagged::Payment::Transfer(_)));
    let other: tagged::Payment = read(json!({"kind": "shells"}));
    assert!(matches!(other, tagged::Payment::Unknown(_)));
    assert_eq!(
        refused::<tagged::Payment>(json!({"number": "1"})),
        "missing field `kind`"
    );
    assert_eq!(
        refused::<tagged::Payment>(json!({"kind": "card"})),
        "missing field `number`"
    );
    let erased: tagged::Event = read(json!({"event": "erased"}));
    assert!(matches!(erased, tagged::Event::Removed(_)));
}

#[test]
fn without_a_tag_the_type_is_the_one_that_knows_the_most() {
    let shape = |value| read::<one_of::Shape>(value);
    assert!(matches!(
        shape(json!({"radius": 1})),
        one_of::Shape::Circle(_)
    ));
    assert!(matches!(
        shape(json!({"radius": 1, "height": 2})),
        one_of::Shape::Round(_)
    ));
    assert!(matches!(
        shape(json!({"side": 1})),
        one_of::Shape::Square(_)
    ));
    assert!(matches!(
        shape(json!({"x": 1, "y": 2})),
        one_of::Shape::Point(_)
    ));
    assert!(matches!(shape(json!(7)), one_of::Shape::Unknown(_)));
    let value = |value| read::<one_of::Value>(value);
    assert!(matches!(value(json!(3)), one_of::Value::Integer(3)));
    assert!(matches!(value(json!(3.5)), one_of::Value::Number(_)));
    assert!(matches!(
        value(json!("2026-01-02T03:04:05Z")),
        one_of::Value::Time(_)
    ));
    assert!(matches!(value(json!("2026-01-02")), one_of::Value::Date(_)));
    assert!(matches!(value(json!("2026-01-32")), one_of::Value::Text(_)));
    assert!(matches!(value(json!([null])), one_of::Value::List(_)));
    let holder: one_of::Holder = read(json!({"value": null, "state": "dim", "other": "low"}));
    assert!(matches!(
        holder.state,
        Some(one_of::HolderState::Unknown(_))
    ));
    assert!(matches!(
        holder.other,
        Some(one_of::HolderOther::Level(one_of::Level::Low))
    ));
}

#[test]
fn words_and_names_that_collide_have_variants_and_fields_of_their_own() {
    assert_eq!(read::<words::Odd>(json!("")), words::Odd::ValueEmpty);
    assert_eq!(read::<words::Odd>(json!("1st")), words::Odd::Value1st);
    assert_eq!(
        read::<words::Odd>(json!("other")),
        words::Odd::Unknown("other".to_owned())
    );
    let all = json!({"a-b": "1", "a_b": "2", "aB": "3", "a_b2": "4"});
    let user: collisions::UserName = read(all);
    let fields = [user.a_b, user.a_b2, user.a_b3, user.a_b22].map(Option::unwrap);
    assert_eq!(fields, ["1", "2", "3", "4"]);
    assert!(user.extra.is_empty());
    let type_: reserved::Type = read(json!({"type": "a", "self": "b"}));
    assert_eq!(
        (type_.r#type.unwrap(), type_.self_.unwrap()),
        ("a".to_owned(), "b".to_owned())
    );
}

#[test]
fn formats_have_types_and_bad_values_are_refused() {
    let formats = |octets: &str| json!({"at": "2026-01-02T05:04:05+02:00", "day": "2026-01-02", "octets": octets});
    let read: formats::Formats = read(formats("Zm9v"));
    assert_eq!(read.octets, Some(formats::Base64(b"foo".to_vec())));
    assert_eq!(read.at.to_rfc3339(), "2026-01-02T03:04:05+00:00");
    for text in ["Zm9", "Zm9v=", "Zm=v", "Zh==", "Z m9v", "=", "Zm9v\n"] {
        assert!(
            refused::<formats::Formats>(formats(text)).contains("base64"),
            "{text}"
        );
    }
    let long = (0..=255).collect::<Vec<u8>>();
    let text = formats::Base64(long.clone()).encode();
    assert_eq!(formats::Base64::decode(&text), Some(formats::Base64(long)));
    assert!(refused::<numbers::Numbers>(json!({"small": 128})).contains("i8"));
}

#[test]
fn a_default_stands_for_what_is_absent_and_is_not_written() {
    let defaults: defaults::Defaults = read(json!({"needed": 1}));
    assert_eq!(
        (defaults.limit_or_default(), defaults.on_or_default()),
        (-50, true)
    );
    assert_eq!(defaults.name_or_default(), "a \"quoted\" `name`");
    assert_eq!(defaults.colour_or_default(), defaults::Colour::Dark);
    assert_eq!(
        serde_json::to_value(&defaults).unwrap(),
        json!({"needed": 1})
    );
    assert_eq!(defaults.with_limit(3).limit_or_default(), 3);
}

#[test]
fn only_what_closes_a_circle_is_boxed() {
    let node: recursion::Node = read(json!({"value": 1, "next": {"value": 2}}));
    let next: &Option<Box<recursion::Node>> = &node.next;
    assert_eq!(next.as_ref().unwrap().value, 2);
    let man = recursion::Man::new().with_wife(recursion::Woman::new(None));
    let wife: &Option<recursion::Woman> = &man.wife;
    let plain: &Option<recursion::Plain> = &man.plain;
    assert!(wife.is_some() && plain.is_none());
    let tree: recursion::Tree = read(json!({"children": [{}]}));
    let children: &Option<Vec<recursion::Tree>> = &tree.children;
    assert_eq!(children.as_ref().unwrap().len(), 1);
}

#[test]
fn flattened_and_referred_schemas_are_one_type_each() {
    let puppy: all_of::Puppy = read(json!({"id": "1", "kind": "dog", "breed": "pug", "weeks": 3}));
    assert_eq!(
        (puppy.id.as_str(), puppy.kind, puppy.weeks),
        ("1", all_of::DogKind::Dog, 3)
    );
    let counts: maps::Counts = read(json!({"total": 3, "left": 1}));
    assert_eq!(counts.extra["left"], 1_i64);
    assert!(refused::<maps::Counts>(json!({"total": 3, "left": "one"})).contains("i64"));
    let buyer: references::Buyer = references::Customer::new();
    let order = references::Order::new(buyer).with_size(references::CustomerSize::M);
    assert_eq!(
        serde_json::to_value(order).unwrap(),
        json!({"customer": {}, "size": "M"})
    );
    let account = extensions::Account::new(Secret("s".to_owned()));
    assert_eq!(account.secret, Secret("s".to_owned()));
}

#[test]
fn the_larger_documents_read_into_the_types_that_they_mean() {
    let item: library::Item = read(
        json!({"kind": "puzzle", "id": "1", "createdAt": "2026-01-02T03:04:05Z", "title": "t", "players": {"max": null}}),
    );
    assert!(matches!(item, library::Item::Game(game) if game.players.max == Some(None)));
    let geometry: farm::Geometry = read(
        json!({"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1.5, 2.5]}]}),
    );
    assert!(
        matches!(geometry, farm::Geometry::Collection(all) if matches!(all.geometries[0], farm::Geometry::PointGeometry(_)))
    );
    let entry: clinic::BundleEntry =
        read(json!({"resource": {"resourceType": "Medication", "id": "1", "code": {}}}));
    assert!(matches!(
        entry.resource,
        Some(clinic::AnyResource::Medication(_))
    ));
    let rule: railway::Rule = read(json!({"all": [{"not": true}, {"maxAge": 6}]}));
    assert!(
        matches!(rule, railway::Rule::And(and) if matches!(and.all[1], railway::Rule::AgeRule(_)))
    );
    let vehicle: railway::Vehicle = read(json!({"vehicleType": "DiningCar"}));
    assert!(matches!(vehicle, railway::Vehicle::DiningCar(_)));
    let source: compute::Source =
        read(json!({"sourceType": "bootVolume", "bootVolumeId": "ocid1.a"}));
    assert!(matches!(source, compute::Source::SourceViaBootVolume(_)));
}
