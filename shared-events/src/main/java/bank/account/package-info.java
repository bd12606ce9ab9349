@NullMarked
package bank.account;

import org.jspecify.annotations.NullMarked;
