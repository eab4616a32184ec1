//! What the program does as a whole, in one binary.

mod gold;
mod mentions;
mod score;
