@NullMarked
package bank.broker;

import org.jspecify.annotations.NullMarked;
