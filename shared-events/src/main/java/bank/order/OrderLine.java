package bank.order;

import bank.money.Money;

/**
 * So many pieces of one product.
 *
 * @param price what one piece costs
 */
public record OrderLine(long productId, int quantity, Money price) {

    Money total() {
        return price.times(quantity);
    }
}
