//! The die that every coin is struck with.

/// How many coins a die strikes before it is worn out.
pub const STRIKES: u32 = 250_000;
