/**
 * What tests of every module speak with, and of every domain: {@link bank.kit.GivenWhenThen} for rules, {@link
 * bank.kit.Golden} and {@link bank.kit.Forms} for what is written and must not change, {@link bank.kit.Histories}, {@link
 * bank.kit.Gen} and {@link bank.kit.Seeded} for laws over seeded histories, and a Kafka to test on. The bank's own words,
 * its families and its bank in memory stand beside them.
 */
@NullMarked
package bank.kit;

import org.jspecify.annotations.NullMarked;
