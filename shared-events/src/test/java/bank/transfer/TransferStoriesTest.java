package bank.transfer;

import bank.kit.TransferStory;
import bank.transfer.Transfer.Compensated;
import bank.transfer.Transfer.Completed;
import bank.transfer.Transfer.Depositing;
import bank.transfer.Transfer.Refused;
import org.junit.jupiter.api.Test;

/** Transfers together with their accounts. */
class TransferStoriesTest {

    private final TransferStory story =
            new TransferStory().account("acc-a", "1000").account("acc-b", "500");

    @Test
    void theMoneyArrives() {
        story.transfer("saga-1", "acc-a", "acc-b", "200")
                .settles()
                .thenTransferIs("saga-1", Completed.class)
                .thenBalance("acc-a", "800")
                .thenBalance("acc-b", "700")
                .thenInTransit("0");
    }

    @Test
    void betweenTheAccountsTheMoneyIsInTransit() {
        story.transfer("saga-1", "acc-a", "acc-b", "200")
                .transfersHear()
                .accountsDecide()
                .transfersHear()
                .thenTransferIs("saga-1", Depositing.class)
                .thenBalance("acc-a", "800")
                .thenBalance("acc-b", "500")
                .thenInTransit("200");
    }

    @Test
    void aPoorSourceKeepsItsMoney() {
        story.transfer("saga-1", "acc-b", "acc-a", "500.01")
                .settles()
                .thenTransferIs("saga-1", Refused.class)
                .thenBalance("acc-b", "500")
                .thenBalance("acc-a", "1000");
    }

    @Test
    void aClosedDestinationSendsTheMoneyBack() {
        story.closedAccount("acc-c")
                .transfer("saga-1", "acc-a", "acc-c", "200")
                .settles()
                .thenTransferIs("saga-1", Compensated.class)
                .thenBalance("acc-a", "1000")
                .thenInTransit("0");
    }

    @Test
    void twoOppositeTransfersDoNotWaitForEachOther() {
        story.transfer("saga-1", "acc-a", "acc-b", "1000")
                .transfer("saga-2", "acc-b", "acc-a", "500")
                .settles()
                .thenTransferIs("saga-1", Completed.class)
                .thenTransferIs("saga-2", Completed.class)
                .thenBalance("acc-a", "500")
                .thenBalance("acc-b", "1000");
    }

    /** The first attempt is refused and the second, already on its way, is not: the refusal must not end it. */
    @Test
    void aRetryThatIsAcceptedAfterARefusalDoesNotLoseTheMoney() {
        story.transfer("saga-1", "acc-b", "acc-a", "600")
                .transfersHear()
                .retries("saga-1")
                .transfersHear()
                .accountsDecideOnce()
                .deposits("acc-b", "100")
                .settles()
                .thenTransferIs("saga-1", Completed.class)
                .thenBalance("acc-b", "0")
                .thenBalance("acc-a", "1600");
    }

    @Test
    void aRetryThatIsAcceptedAfterItsDestinationOpenedDoesNotPayTwice() {
        story.transfer("saga-1", "acc-a", "acc-c", "200")
                .transfersHear()
                .accountsDecide()
                .transfersHear()
                .retries("saga-1")
                .transfersHear()
                .accountsDecideOnce()
                .account("acc-c", "0")
                .settles()
                .thenTransferIs("saga-1", Completed.class)
                .thenBalance("acc-a", "800")
                .thenBalance("acc-c", "200");
    }

    @Test
    void aRepeatedEndFindsTheAccountClosed() {
        story.transfer("saga-1", "acc-a", "acc-b", "1000")
                .transfersHear()
                .accountsDecide()
                .transfersHear()
                .accountsDecide()
                .transfersHear()
                .retries("saga-1")
                .transfersHear()
                .accountsDecideOnce()
                .closes("acc-a")
                .settles()
                .thenTransferIs("saga-1", Completed.class)
                .thenBalance("acc-b", "1500");
    }
}
