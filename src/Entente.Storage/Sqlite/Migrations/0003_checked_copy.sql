-- Readable since 0002: one more column.
-- A copy of a state carries a hash of itself, so that a flipped bit is found before anything is decided on it. Null: written before, not checked.
-- The hash names the entry that it was made at: a program from before 0003 overwrites n and body and leaves it, and it then says nothing.

ALTER TABLE state_copy ADD COLUMN hash TEXT;
