//! The screen: a component a file.

// What was chosen and what was answered.
mod date_order;
mod density;
mod details_state;
mod notice_state;
mod remembered;
mod rows;
mod slot;
mod state;
mod state_commands;
mod table_state;
mod todo_state;

// The page from top to bottom.
mod drop_target;
mod empty_page;
mod evaluation_day;
mod export;
mod filter_chips;
mod header;
mod load_progress;
mod looks;
mod match_panel;
mod notices;
mod page;
mod privacy;
mod quick_filters;
mod sources;
mod summary;
mod survey_head;
mod tabs;
mod theme;
mod toolbar;
mod views;
mod waits;
mod week_chart;

// What views are made of.
mod button;
mod other_files;
mod plain_table;
mod policy;
mod policy_desk;
mod policy_line;
mod urgency_badge;
mod view;

// The grid and what belongs to it.
mod cited_cell;
mod column_drag;
mod column_header;
mod column_menu;
mod details;
mod empty_list;
mod grid;
mod grid_actions;
mod grid_rows;
mod groups;
mod timeline;
mod todo;
mod what_if;

// What opens over the page.
mod calendar;
mod column_box;
mod column_chooser;
mod decision_files;
mod decisions;
mod filter_builder;
mod filter_condition;
mod further_names;
mod hand_out;
mod hand_over;
mod issues;
mod keyboard_help;
mod mapping;
mod over;
mod palette;
mod paste_box;
mod question;
mod share;
mod shared;
mod source_rows;
mod writing;

// Live mode, and the way there.
mod connect;
mod live;

// Paper and scripts.
mod address;
mod attribute_key;
mod automation;
mod older_day;
mod print_page;

/// Opens the screen and spawns the worker.
pub fn open() {
    leptos::mount::mount_to_body(page::Page);
}
