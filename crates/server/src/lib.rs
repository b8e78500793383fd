//! server: routes, forms, error pages, the command line, adapters and configuration; everything that speaks HTTP or to a terminal.
//!
//! Start with [`http::table`] (how a route is declared), [`route`] (the handlers) and [`cli`] (the commands).

pub mod adapter;
mod assets;
pub mod cli;
pub mod config;
pub mod http;
pub mod route;
pub mod view;
