// Written by the test `fresh`. Do not edit.

//! The modules generated from `services/`.

