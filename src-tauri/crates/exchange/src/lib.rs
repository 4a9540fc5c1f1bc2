//! Files in and out, one file a format: bytes → items and faults, items → bytes. No file is opened here.

pub mod case_file;
