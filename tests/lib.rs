//! Tests that cross the pieces, a folder each.
