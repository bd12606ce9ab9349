package bank.projection;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** An instance of the views as another one asks it, by paths that are not in the contract. */
public record AskedByOthers(RunningViews views, HttpClient http) {

    /** The one that tests share, which only read. */
    public static AskedByOthers shared() {
        return new AskedByOthers(SmallBank.shared().views(), HttpClient.newHttpClient());
    }

    /** What the paths to its rows begin with. */
    public String generationPath() {
        return "/internal/views/"
                + views.get("/api/queries/projections")
                        .body()
                        .required("generation")
                        .textValue()
                + "/";
    }

    public HttpResponse<String> get(String path) {
        try {
            return http.send(request(path), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same without waiting for the answer. */
    public CompletableFuture<HttpResponse<String>> ask(String path) {
        return http.sendAsync(request(path), BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(views.address(path)).build();
    }
}
