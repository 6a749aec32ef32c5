//! The customers, their people, and what follows from the place of each.

use chrono::{Days, NaiveDate};

pub(super) struct Customer {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    /// The name under which the vendor knows it; another one where the name is to be hidden (D4).
    pub(super) account_name: &'static str,
    pub(super) domain: &'static str,
    pub(super) plan: &'static str,
}

pub(super) const CUSTOMERS: [Customer; 3] = [
    Customer {
        id: "5b0e6c1a-0001-4000-8000-000000000001",
        name: "Brightwater College",
        account_name: "Brightwater College",
        domain: "brightwater.example",
        plan: "Enterprise",
    },
    Customer {
        id: "5b0e6c1a-0001-4000-8000-000000000002",
        name: "Harbor Clinic",
        account_name: "Client 0117",
        domain: "harborclinic.example",
        plan: "Business",
    },
    Customer {
        id: "5b0e6c1a-0001-4000-8000-000000000003",
        name: "Northfield Schools",
        account_name: "Northfield Schools",
        domain: "northfield.example",
        plan: "Elite",
    },
];

/// A customer of the provider that the backup does not report yet.
pub(super) const NEW_CUSTOMER: (&str, &str) =
    ("5b0e6c1a-0001-4000-8000-000000000004", "Juniper Labs");

pub(super) const N_OF_CUSTOMER: usize = 12;

#[rustfmt::skip]
pub(super) const NAMES: [&str; N_OF_CUSTOMER * 3] = [
    "Amara Lindqvist", "Tomas Abaroa", "Priya Valk", "Jonas Merrin", "Leila Osgood", "Mateo Harrow",
    "Ingrid Sallow", "Kwame Tully", "Sofia Marsh", "Devon Pike", "Hana Brook", "Omar Fenn",
    "Nora Castell", "Elias Thorne", "Yuki Dale", "Paulo Reyes", "Greta Holm", "Samir Vance",
    "Clara Winn", "Viktor Ash", "Mina Calder", "Ruben Stone", "Aisha Lorne", "Felix Moor",
    "Tessa Quill", "Hugo Brandt", "Zara Field", "Anton Gray", "Maya Linden", "Owen Sharp",
    "Lucia Berg", "Theo Knox", "Farah Dean", "Silas Wren", "Irene Foss", "Caleb Yates",
];

pub(super) const DEPARTMENTS: [&str; 4] = ["Sales", "Finance", "Operations", "Support"];
pub(super) const MICROSOFT_365_E3: (&str, &str) =
    ("05e9a617-0261-4cee-bb44-138d3ef5d965", "Microsoft 365 E3");
pub(super) const TEAMS_PREMIUM: (&str, &str) = (
    "36a0f3b3-adb5-49ea-bf66-762134cf063a",
    "Microsoft Teams Premium Introductory Pricing",
);

/// An account: its place among all, and what follows from it.
#[derive(Clone, Copy)]
pub(super) struct Person(pub(super) usize);

impl Person {
    pub(super) fn all() -> impl Iterator<Item = Person> {
        (0..NAMES.len()).map(Person)
    }

    pub(super) fn customer(self) -> &'static Customer {
        &CUSTOMERS[self.0 / N_OF_CUSTOMER]
    }

    /// Its place among those of its customer: the same state at every customer.
    pub(super) fn place(self) -> usize {
        self.0 % N_OF_CUSTOMER
    }

    pub(super) fn name(self) -> &'static str {
        NAMES[self.0]
    }

    pub(super) fn address(self) -> String {
        let name = self.name().to_lowercase().replace(' ', ".");
        format!("{name}@{}", self.customer().domain)
    }

    pub(super) fn id(self) -> String {
        format!("7c1f0e5d-0002-4000-8000-{:012}", self.0 + 1)
    }

    pub(super) fn is_enabled(self) -> bool {
        self.place() != 3
    }

    pub(super) fn is_deleted(self) -> bool {
        self.place() == 11
    }

    pub(super) fn created(self, today: NaiveDate) -> NaiveDate {
        // The last but one is too new to conclude anything.
        before(
            today,
            if self.place() == 10 {
                9
            } else {
                400 + 37 * self.0 as u64
            },
        )
    }

    pub(super) fn department(self) -> &'static str {
        DEPARTMENTS[self.0 % DEPARTMENTS.len()]
    }

    /// How many days ago it was last used: long ago, never, or of late.
    pub(super) fn last_used(self) -> Option<u64> {
        match self.place() {
            4 | 10 => None,
            5 | 6 => Some(120 + self.0 as u64),
            place => Some(2 + place as u64),
        }
    }
}

pub(super) fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}
