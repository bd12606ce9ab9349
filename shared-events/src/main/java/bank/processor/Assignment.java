package bank.processor;

/** That the group gave a slot to this instance; each time it does is another assignment. */
record Assignment(Slot slot, long number) {}
