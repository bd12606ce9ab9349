@NullMarked
package bank.projection.account;

import org.jspecify.annotations.NullMarked;
