package yanzhen.app.challenge.evaluation;

import java.time.Duration;
import yanzhen.selection.assignment.Probability;

/**
 * What a file may be silent about.
 *
 * @param need experts a bid, 0 where nothing was said
 * @param load bids an expert at most, 0 where nothing was said
 * @param probability greatest probability of a pair in the randomised variant
 * @param limit for each search
 */
record ReviewOptions(int need, int load, Probability probability, Duration limit) {}
