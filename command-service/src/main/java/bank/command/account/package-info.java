@NullMarked
package bank.command.account;

import org.jspecify.annotations.NullMarked;
