package dev.mcpgateway.limit;

/**
 * What is asked of a shared bucket.
 *
 * @param owed units spent already, to be taken whatever the bucket holds
 * @param must units without which the call is refused; 0 for one that nobody waits for, and that is never refused
 * @param want units that would be welcome, {@code must} among them
 * @param seed what a counter has counted so far that Redis does not know; below 0: Redis shall say that it does not
 */
record Ask(Account account, Charge charge, long owed, long must, long want, long seed) {
    Ask knowing(long counted) {
        return new Ask(account, charge, owed, must, want, counted);
    }
}
