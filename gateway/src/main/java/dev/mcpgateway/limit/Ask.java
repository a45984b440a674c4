package dev.mcpgateway.limit;

/**
 * What is asked of a shared bucket.
 *
 * @param owed units spent already, to be taken whatever the bucket holds
 * @param must units without which the call is refused; 0 for one that nobody waits for, and that is never refused
 * @param want units that would be welcome, {@code must} among them
 * @param seed what a counter that Redis does not know has counted so far; below 0 if we do not know either
 */
record Ask(Account account, Charge charge, long owed, long must, long want, long seed) {
    Ask knowing(long counted) {
        return new Ask(account, charge, owed, must, want, counted);
    }
}
