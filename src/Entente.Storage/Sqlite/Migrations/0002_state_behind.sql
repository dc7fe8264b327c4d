-- A state may lie behind its ticket's head: n is the entry that it stands at, what came after is folded when it is read.
-- The table has a new name so that a program from before 0002, which takes a state for that of the head, fails at once. None was released.

ALTER TABLE state RENAME TO state_copy;
ALTER TABLE state_copy ADD COLUMN n INTEGER NOT NULL DEFAULT 0;
UPDATE state_copy SET n = (SELECT head FROM ticket WHERE ticket.id = state_copy.ticket);
